// 还缺什么: for every gap the cheapest next exams, and everything that could close it.
import {h} from "../core/dom.js";
import {inferredTag, words} from "./rules.js";
import {course, credits} from "./words.js";

const PLACES = {national: "全国统一要求", addon: "加考", thesis: "论文", without_language: "换考"};

// `names`: of the courses that rules take and the plan itself does not list
export function gapList(audit, names, level) {
  return h("ol", {class: "plain"}, audit.gaps.map((gap) => h("li", {class: "part"},
    head(gap, level),
    gap.ways.length > 1 && h("details", {class: "more"},
      h("summary", {}, `可以补上的全部办法（${gap.ways.length} 种）`),
      h("ul", {}, gap.ways.map((way) => h("li", {}, way.citation ? byRule(way, names) : exams(way.exams))))))));
}

// One course to sit for is named once; of several the heading says what they are for
function head(gap, level) {
  const [first] = gap.next;
  const note = PLACES[gap.place] && [" ", h("span", {class: "tag"}, PLACES[gap.place])];
  if (gap.next.length === 1 && first.name === gap.title) {
    return h("div", {class: "pairs"}, h(`h${level}`, {}, course(first), note), h("span", {class: "num nowrap"}, credits(first.credits2)));
  }
  const title = h(`h${level}`, {}, `${gap.title}${gap.next.length > 1 && gap.units > 1 ? `：还差 ${gap.units} 门` : ""}`, note);
  return [title, gap.next.length ? h("p", {}, gap.units === gap.next.length && gap.place === "elective" ? "最省的考法：" : "须考：", exams(gap.next)) : h("p", {}, gap.text)];
}

const exams = (found) => found.map((exam) => `${course(exam)} ${credits(exam.credits2)}`).join("、");

function byRule(way, names) {
  return [`用已有成绩替代（${way.citation.kind_text}）`, inferredTag(way.citation.inferred), words(way.citation), taken(way, names)];
}

// What a rule takes, unless its own words name every course
function taken({slots, any_of: least, citation}, names) {
  if (slots.flat(2).every((code) => citation.text.includes(code))) return null;
  const named = (code) => (names[code] ? course({name: names[code], code}) : code);
  const groups = slots.map((slot) => slot.map((codes) => codes.map(named).join("＋")).join(" 或 "));
  return h("p", {class: "quiet"}, `需要已通过${groups.length > least ? `以下 ${groups.length} 项中的任意 ${least} 项：` : "："}`, groups.join("；"));
}
