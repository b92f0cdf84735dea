// One window in work: typed, judged whole by the server, seen beforehand, confirmed. What is typed stays in the tab.
import {busy} from "../../../core/busy.js";
import {fill, focusOn, h, one, show} from "../../../core/dom.js";
import {clearErrors, showErrors} from "../../../core/errors.js";
import {tab} from "../../../core/store.js";
import {now} from "../../../core/time.js";
import {wordsWithRef} from "../../../core/words.js";
import {summary} from "../../shared/fields.js";
import {check} from "./check.js";
import {control, fieldsOf, idOf, placed, read, standing, tellVersions, unfilled} from "./fields.js";
import {look} from "./preview.js";
import {nameOf, typed} from "./words.js";

// `row` is what stands, null for a new one
export function edit(desk, row) {
  const kept = `window:${row ? row.id : "new"}`;
  const before = tab.get(kept);
  const values = before || Object.fromEntries(fieldsOf(row).map((field) => [field.name, standing(row, field)]));
  const fields = fieldsOf(row).map((field) => control(desk, field, values[field.name]));
  const forget = () => {
    tab.drop(kept);
    location.reload();
  };
  const form = h("form", {method: "post", novalidate: true, class: "window-form"}, summary(),
    before && h("p", {class: "banner"}, "这是您填写过、还没有提交的内容。", h("button", {type: "button", class: "link", onclick: forget}, row ? "改用现在的时间" : "重新填写")),
    h("section", {class: "card"}, fields,
      h("p", {class: "quiet"}, "改动最早在提交 1 分钟后生效，所以要改的时间不能早于那时。")),
    h("div", {class: "actions"},
      h("button", {type: "submit", class: "btn"}, "核对改动"), h("a", {class: "btn second", href: "/office/windows/", onclick: () => tab.drop(kept)}, "取消")));
  const work = {desk, row, form, checked: h("div", {hidden: true}), forget: () => tab.drop(kept)};
  const versions = () => tellVersions(desk, form, read(form, row).business);
  form.addEventListener("input", () => tab.set(kept, read(form, row)));
  form.addEventListener("change", versions);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearErrors(form);
    if (!showErrors(form, unfilled(form, row))) busy(one("[type=submit]", form), "正在核对…", () => judge(work));
  });
  one("h1", desk.root).textContent = row ? `修改：${nameOf(row)}` : "新增办理时间";
  fill(desk.place, form, work.checked);
  versions();
}

// The server judges before anything is confirmed: its answer is how home will look
async function judge(work) {
  const {desk, row, form, checked} = work;
  const values = read(form, row);
  const school = values.owner === "city" ? desk.owners.find(({code}) => code !== "city").code : values.owner;
  const at = home(row, values);
  try {
    const seen = await look([values], at, school);
    if (!seen.changed.length) {
      showErrors(form, [{title: "没有改动", message: "填写的内容与现在的办理时间相同。"}]);
      return;
    }
    fill(checked, check(work, {values, at, school, seen}, (problem) => back(work, problem)));
    show(form, false);
    show(checked, true);
    scrollTo(0, 0);
    focusOn(one("h2", checked));
  } catch (problem) {
    refused(form, problem);
  }
}

// When it opens; of what is open already, now
const home = (row, {opens}) => (row && row.opens <= now() && opens === typed(row.opens) ? typed(now()) : opens);

// To the form as it was left, with what the server said, if it did
function back({form, row, checked}, problem) {
  show(checked, false);
  show(form, true);
  if (problem) refused(form, problem);
  else one(`#${idOf(fieldsOf(row)[0].name)}`, form).focus();
}

function refused(form, problem) {
  if (problem.status === undefined) throw problem;
  const named = placed(problem, form);
  showErrors(form, named.length ? named : [{message: wordsWithRef(problem)}]);
}
