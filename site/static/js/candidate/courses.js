// Step 1, 选择课程: tick cards; what cannot be chosen says why.
import {all, fill, h, one, show} from "../core/dom.js";
import {clearErrors, showErrors} from "../core/errors.js";
import {loadInto} from "../core/failure.js";
import {watchClosing} from "./closing.js";
import {courseTitle, credits} from "./labels.js";
import {leaveBy} from "./leave.js";
import {noneToChoose} from "./none-to-choose.js";
import {saveState} from "./save-state.js";
import {openSaver} from "./saver.js";
import {kindOf, textOf} from "./states.js";
import {link} from "./who.js";
import {applicationLink, canChoose, loadWizard, mendsItself, uploadLink} from "./wizard.js";

export function courses(main) {
  const place = one("[data-ticks]", main);
  return loadInto(place, loadWizard, async (wizard) => {
    const {page, drafts} = wizard;
    if (!wizard.courses.notice_version || (page.window.notice_version && wizard.courses.notice_version !== page.window.notice_version)) {
      location.replace(link("/exemptions/notice/"));
      return;
    }
    const saver = await openSaver({place: wizard.place, target: "new", step: "courses", drafts, fresh: wizard.courses, tell: saveState()});
    draw(main, place, wizard, saver);
  });
}

function draw(main, place, wizard, saver) {
  const {page} = wizard;
  const none = noneToChoose(page);
  const free = none ? [] : page.units.filter(canChoose);
  const most = page.courses_most || Number(main.dataset.coursesMost);
  fill(place, free.map((unit) => tick(unit, saver.body.units.includes(unit.unit))));
  if (none) fill(place, h("p", {class: "card"}, none));
  others(main, page.units.filter((unit) => !canChoose(unit)));

  const chosen = () => all("input:checked", place).map((input) => input.value);
  const count = (ids) => free.filter((unit) => ids.includes(unit.unit)).reduce((sum, unit) => sum + unit.codes.length, 0);
  function changed() {
    const ids = chosen();
    saver.change({...saver.body, units: ids});
    one("[data-count]").textContent = ids.length ? `已选 ${ids.length} 门` : "还没有选择课程";
    all(".tick", place).forEach((card) => card.classList.toggle("on", one("input", card).checked));
  }
  place.addEventListener("change", changed);
  changed();

  const button = one("[data-next]");
  watchClosing(wizard.window);
  function fault() {
    const ids = chosen();
    if (!ids.length) return "请至少勾选一门课程";
    return count(ids) > most ? `一次最多申请 ${most} 门课程（理论和实践分别计算），您选择了 ${count(ids)} 门` : "";
  }
  button.disabled = false;
  button.addEventListener("click", () => {
    clearErrors(main);
    const first = all("input", place)[0];
    if (fault()) showErrors(main, [{id: first ? first.id : "", message: fault()}], fault);
    else leaveBy(button, saver, () => uploadLink(wizard, chosen()[0]));
  });
}

function tick(unit, checked) {
  const id = `unit-${unit.unit}`;
  return h("label", {class: "tick"},
    h("input", {type: "checkbox", id, value: unit.unit, checked}),
    h("b", {}, courseTitle(unit)),
    unit.state !== "none" && h("span", {class: `tag ${kindOf(unit.state)}`}, textOf(unit.state, unit.state_text)),
    h("small", {}, `学分 ${credits(unit.credits2)}`, unit.codes.length > 1 ? "，理论课和实践课一起申请" : ""),
    [unit.reason, ...unit.warnings].filter(Boolean).map((text) => h("small", {class: "mind"}, text)));
}

function others(main, units) {
  const box = one("[data-others]", main);
  show(box, units.length);
  fill(one("div", box), units.map((unit) =>
    h("div", {class: "row"},
      h("p", {}, courseTitle(unit), unit.reason && h("span", {class: "quiet"}, h("br"), unit.reason)),
      h("span", {class: `tag ${kindOf(unit.state)}`}, textOf(unit.state, unit.state_text)),
      unit.no && unit.state !== "passed" && h("a", {href: applicationLink(unit.no)}, mendsItself(unit) ? "去原申请重新提交" : "查看"))));
}
