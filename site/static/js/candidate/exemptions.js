// The list of 申请免考: may one apply now, and how does every course of the plan stand.
import {fill, h, one} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {get} from "../core/api.js";
import {loadDrafts} from "./drafts.js";
import {courseTitle, credits} from "./labels.js";
import {noneToChoose} from "./none-to-choose.js";
import {reminder} from "./reminder.js";
import {kindOf, textOf} from "./states.js";
import {link, ticketRef} from "./who.js";
import {closedReason, dates} from "./window-dates.js";
import {applicationLink, canChoose} from "./wizard.js";

export async function exemptions(main) {
  const place = one("[data-loading]", main).parentElement;
  const ref = await ticketRef();
  const load = () => Promise.all([get(`/api/t/${ref}/exemptions`), loadDrafts({business: "exemption", ref}).catch(() => [])]);
  return loadInto(place, load, ([page, drafts]) => {
    fill(place, entry(page, drafts.some((draft) => draft.target === "new" && draft.step === "courses" && draft.body.units.length)), table(page), note(page));
  });
}

function entry(page, hasDraft) {
  const reason = hindrance(page);
  const start = hasDraft ? ["继续填写", "/exemptions/courses/"] : ["立即申请", "/exemptions/notice/"];
  return h("section", {class: "card"},
    h("p", {}, dates(page.window)),
    h("p", {class: "quiet"}, `已取得 ${page.theory_passes} 门理论课程合格成绩，申请免考需要 ${page.required_passes} 门。`),
    reason && h("p", {id: "hindrance"}, h("b", {}, reason)),
    page.window.state !== "open" && !page.barred && h("p", {}, reminder({business: "exemption", title: "申请免考", remind: page.window.remind})),
    hasDraft && !reason && h("p", {class: "quiet"}, "有一份尚未提交的申请，填写的内容都在。"),
    h("div", {class: "actions"},
      reason
        ? h("button", {type: "button", class: "btn", "aria-disabled": "true", "aria-describedby": "hindrance"}, "立即申请")
        : h("a", {class: "btn", href: link(start[1])}, start[0]),
      hasDraft && reason && h("a", {class: "btn second", href: link("/exemptions/courses/")}, "查看草稿")));
}

const hindrance = (page) => page.barred || closedReason(page.window) || noneToChoose(page);

const groups = (eligible) => [
  ["已申请的课程", (unit) => Boolean(unit.no) && unit.state !== "passed"],
  [eligible ? "可以申请的课程" : "本专业可以免考的课程", canChoose],
  ["不需要申请的课程", () => true],
];

function table(page) {
  const rest = page.units.slice();
  let number = 0;
  const bodies = groups(page.eligible).map(([title, belongs]) => {
    const units = rest.filter(belongs);
    units.forEach((unit) => rest.splice(rest.indexOf(unit), 1));
    return units.length && h("tbody", {},
      h("tr", {class: "group"}, h("th", {colspan: 5, scope: "rowgroup"}, title)),
      units.map((unit) => row(unit, (number += 1))));
  });
  return h("section", {class: "card"},
    h("table", {class: "stack numbered"},
      h("caption", {}, page.plan.major_name, page.plan.level && !page.plan.major_name.includes(page.plan.level) ? `（${page.plan.level}）` : ""),
      h("thead", {}, h("tr", {}, ["序号", "课程", "学分", "审核状态", "操作"].map((name) => h("th", {scope: "col"}, name)))),
      bodies.filter(Boolean)));
}

const ACTS = {returned: "去补正", rejected: "查看原因"};

function row(unit, number) {
  return h("tr", {},
    h("td", {class: "num index"}, String(number)),
    h("th", {scope: "row"}, courseTitle(unit), unit.reason && unit.state !== "passed" ? h("span", {class: "quiet"}, h("br"), unit.reason) : null),
    h("td", {class: "num line key", "data-key": "学分"}, credits(unit.credits2)),
    h("td", {}, h("span", {class: `tag ${kindOf(unit.state)}`}, textOf(unit.state, unit.state_text))),
    h("td", {class: "act"}, unit.no && unit.state !== "passed" ? h("a", {href: applicationLink(unit.no), "aria-label": `${ACTS[unit.state] || "查看"}：${courseTitle(unit)}`}, ACTS[unit.state] || "查看") : null));
}

function note(page) {
  return page.plan.status && page.plan.status !== "来源已核实"
    ? h("p", {class: "quiet"}, `课程列表（${page.plan.status}）如与主考学校公布的专业考试计划不一致，以公布的为准。`)
    : null;
}
