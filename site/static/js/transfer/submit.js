// 核对并提交: where to, what leaves and what stays; then it is sent exactly once.
// Fetched with its step; what holds state of the page is given to it.
import {fill, h, one} from "../core/dom.js";
import {facts, formFacts} from "../candidate/form-facts.js";
import {isCalled} from "../steps/mending.js";
import {sendSteps} from "../steps/sending.js";
import {buttons, part, stillOpen} from "../steps/summary.js";
import {isTicked, lineTable, recordsOf, sum, whole} from "./lines.js";
import {keepFaults, stepOf} from "./faults.js";

const TITLES = {target: "转入信息", scores: "转出成绩"};

export function submit(main, data, ready, tools) {
  const [{target, again}, {records = [], shown}] = ["target", "scores"].map(data.said);
  const {lines} = data.page;
  const chosen = lines.filter((line) => isTicked(line, records));
  const back = (step) => tools.stepLink(step, {back: "submit"});
  const open = [!target && "target", !chosen.length && "scores"].filter(Boolean)
    .map((step) => ({message: `${TITLES[step]}：还没有填写`, href: back(step)}));
  fill(one("[data-parts]", main), open.length ? stillOpen(open) : summary(main, data, target, chosen));
  ready();
  buttons(main, tools.link(data.flow.home), !open.length && (async (button) => {
    const item = {target, again, records, shown: shown || lines.flatMap(recordsOf)};
    const faults = await sendSteps(data, item, button, (field) => back(stepOf(field)), tools);
    if (faults) keepFaults(data, faults);
    return faults;
  }));
}

function summary(main, data, target, chosen) {
  const {lines, majors} = data.page;
  const {name} = majors.find(({code, level}) => code === target.major && level === target.level) || {name: target.title};
  const shown = {...target, major: target.major && `${name}（${target.major}）`};
  const called = Object.keys(TITLES).filter((step) => isCalled(data, step)).map((step) => TITLES[step]);
  const staying = lines.length - chosen.length;
  return [
    called.length > 0 && h("p", {class: "banner warn"}, `被指出的内容还没有修改：${called.join("、")}。`),
    part(data, "target", TITLES.target, facts(formFacts(one("[data-step=target]", main), shown))),
    part(data, "scores", TITLES.scores, lineTable([sum(chosen), staying > 0 && h("span", {class: "quiet"}, `，另有 ${staying} 门的成绩留在${document.body.dataset.here}`)], chosen, whole)),
    h("p", {class: "banner warn"}, "审核通过后考籍即转出，不能恢复；审核期间，这个准考证不能同时办理其他业务。"),
  ];
}
