// 自我鉴定: printed into the personal file; its characters are counted as the form prints them.
import {busy} from "../core/busy.js";
import {fill, h, one, show} from "../core/dom.js";
import {wordsWithRef} from "../core/words.js";
import {registerFile} from "../register/file.js";
import {showSheets} from "../register/screen.js";
import {counted, proseField} from "./prose.js";

export async function evaluation(main, data, ready, {editing}) {
  const form = one("[data-step=evaluation]", main);
  const {evaluation_least: least, evaluation_most: longest} = data.page.limits;
  const box = one("[data-field]", form);
  const area = one("textarea", box);
  const field = proseField(area, {label: "自我鉴定", least, longest, says: JSON.parse(box.dataset.says)});
  const step = await editing(main, data, "evaluation");
  const read = () => ({evaluation: area.value});
  area.value = step.body.evaluation || "";
  one("[data-rule]", form).textContent = `请填写 ${least} 至 ${longest} 字。`;
  counted(box, field);
  area.addEventListener("input", () => step.saver.change(read()));
  previewed(form, () => ({name: data.page.name, evaluation: area.value}));
  ready();
  step.open({read, faults: field.faults, idOf: () => area.id});
}

// As the form will be printed; what does not fit its page is told before it is sent
function previewed(form, register) {
  const [button, place] = [one("[data-preview]", form), one("[data-sheets]", form)];
  const told = h("p", {role: "status"});
  const paper = h("div", {});
  button.addEventListener("click", () => busy(button, "正在排版…", async () => {
    fill(place, told, paper);
    try {
      const {evaluationSheets, runOn} = await registerFile();
      const made = evaluationSheets(register());
      const over = runOn(made);
      told.className = over ? "error" : "quiet";
      told.textContent = over ? `登记表的版面排不下，有 ${over} 字会印到续页上。` : "登记表的版面排得下。修改文字后请再点一次预览。";
      showSheets(paper, made);
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      told.textContent = wordsWithRef(problem);
    }
  }));
  show(button, true);
}
