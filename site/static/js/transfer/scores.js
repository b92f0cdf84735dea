// 勾选成绩: what is to leave; beside every score that cannot stands why.
// Fetched with its step; what holds state of the page is given to it.
import {all, fill, h, one} from "../core/dom.js";
import {isTicked, lineTable, nameOf, others, recordsOf, sum} from "./lines.js";

export async function scores(main, data, ready, {editing}) {
  const form = one("[data-step=scores]", main);
  const {lines} = data.page;
  const free = lines.filter(({reason}) => !reason);
  const step = await editing(main, data, "scores");
  const before = step.body.records || [];
  const lost = before.filter((record) => !free.some((line) => isTicked(line, [record]))).length;
  const count = h("p", {role: "status"});
  fill(one("[data-lines]", form),
    lost > 0 && h("p", {class: "banner warn"}, `之前勾选的成绩中有 ${lost} 条现在不能转出，请重新核对。`),
    h("section", {class: "card"},
      h("fieldset", {class: "field"},
        h("legend", {}, "合格成绩"),
        h("p", {}, h("button", {type: "button", class: "btn second small", onclick: everything}, "全选可转出的成绩")),
        lineTable(h("span", {class: "away"}, "合格成绩"), lines, (line, index) => pick(line, index, before))),
      count));
  tell();
  form.addEventListener("change", changed);
  ready();
  step.open({read, faults, idOf});

  function ticked() {
    return all("input:checked", form).map((box) => box.value);
  }

  // What was shown goes along: a score that came or went meanwhile is told before it stays behind
  function read() {
    return {records: ticked(), shown: lines.flatMap(recordsOf)};
  }

  function tell() {
    const chosen = ticked();
    count.textContent = chosen.length ? `已选 ${sum(free.filter((line) => isTicked(line, chosen)))}` : "还没有勾选成绩";
  }

  function changed() {
    tell();
    step.saver.change(read());
  }

  function everything() {
    all("input", form).forEach((box) => {
      box.checked = true;
    });
    form.dispatchEvent(new Event("change"));
  }

  function idOf() {
    return (one("input", form) || {id: ""}).id;
  }

  function faults() {
    return ticked().length ? [] : [{id: idOf(), message: "请勾选要转出的成绩"}];
  }
}

function pick(line, index, before) {
  if (line.reason) return [nameOf(line), h("small", {class: "quiet mind"}, h("br"), `不能转出：${line.reason}`)];
  const box = h("input", {type: "checkbox", id: `score-${index}`, value: line.record, checked: isTicked(line, before)});
  return [h("label", {class: "pick"}, box, nameOf(line)), others(line)];
}
