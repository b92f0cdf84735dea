// 计划逐项对照: every section of the plan, and what each course is met by, under which rule, or what it lacks.
import {h} from "../core/dom.js";
import {rule} from "./rules.js";
import {course, courses, credits, earned, unitTitle} from "./words.js";

const STATES = {met: ["ok", "已满足"], partly: ["warn", "部分通过"], open: ["warn", "还缺"], spare: ["", "不需要"], undecided: ["", "无法判断"]};

// `opened`: whether what is not complete yet stands open at once
export function requirementTree(audit, opened) {
  const records = new Map(audit.records.map((record) => [record.record, record]));
  return audit.sections.map((section) =>
    h("details", {class: "card", open: opened && !isMet(section)},
      h("summary", {}, section.title, " ", progress(section)),
      asked(section) && h("p", {class: "quiet"}, asked(section)),
      h("table", {class: "stack"},
        h("caption", {class: "away"}, section.title),
        h("thead", {}, h("tr", {}, ["课程", "学分", "依据", "情况"].map((name) => h("th", {scope: "col"}, name)))),
        h("tbody", {}, section.units.map((unit) => row(unit, records))))));
}

const isMet = (section) => section.judged && section.have_units >= (section.min_units || 0) && section.have_credits2 >= (section.min_credits2 || 0);

function progress(section) {
  if (!section.judged) return h("span", {class: "tag"}, "不作判断");
  if (isMet(section)) return h("span", {class: "tag ok"}, "已满足");
  return h("span", {class: "tag warn"}, section.min_units ? `${section.have_units} / ${section.min_units} 门` : `${section.have_credits2 / 2} / ${section.min_credits2 / 2} 学分`);
}

// What a part asks for, where it is not simply all of it
function asked({judged, units, min_units: most, min_credits2: halves, have_units: have, have_credits2: earnedHalves}) {
  if (!judged) return "来源没有写明这部分的要求，只列出课程和成绩。";
  if (most === units.length && !halves) return "";
  const least = [most && `${most} 门`, halves && `${halves / 2} 学分`].filter(Boolean).join("、");
  return `要求不少于 ${least}，已满足 ${have} 门${halves ? `、${earnedHalves / 2} 学分` : ""}。`;
}

function row(unit, records) {
  const [kind, text] = STATES[unit.state];
  return h("tr", {},
    h("th", {scope: "row"}, unitTitle(unit), unit.only_for && h("span", {class: "quiet"}, `（仅限${unit.only_for}）`)),
    h("td", {class: "line num nowrap"}, credits(unit.credits2)),
    h("td", {class: "why"}, unit.proofs.map((proof) => proven(proof, records)), unit.missing.length > 0 && unit.state === "partly" && h("p", {}, `还须通过 ${courses(unit.missing)}`)),
    h("td", {class: "result"}, h("span", {class: `tag ${kind}`}, text), unit.warned && [" ", h("span", {class: "tag warn"}, "影响学位")]));
}

function proven(proof, records) {
  const found = proof.records.map((id) => records.get(id)).filter(Boolean);
  return [
    found.map((record) => h("p", {}, `${record.code === proof.code ? "" : `${course(record)} `}${earned(record)}`)),
    proof.citation && rule(proof.citation, proof.waived ? "" : "替代"),
  ];
}
