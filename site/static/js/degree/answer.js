// The answer of an audit: how far, with what effort, and what no source tells.
import {h} from "../core/dom.js";
import {inferredTag} from "./rules.js";
import {answerTitle, dated, effort} from "./words.js";

export function answer(audit, level) {
  return [
    h("p", {class: "quiet"}, `${audit.major}（${audit.level}） ${audit.version}`),
    h(`h${level}`, {class: "big"}, answerTitle(audit), inferredTag(audit.verdict.inferred)),
    h("p", {}, sentence(audit)),
    audit.ended && h("p", {class: "reasons warn"}, `按这一版计划毕业的过渡期已于 ${dated(audit.ended)} 结束，请同时看看新版计划。`),
    audit.unknowns.length > 0 && h("ul", {}, audit.unknowns.map((text) => h("li", {}, text))),
  ];
}

function sentence({verdict, chosen}) {
  const more = verdict.at_least ? "实际要求可能更多，原因见“怎样算出来的”。" : "";
  if (!chosen.reachable) return "有的要求现在没有可以补上的考试，请咨询主考学校。";
  if (verdict.outcome === "incomplete") return `${effort(verdict)}。${more}`;
  if (verdict.outcome === "unjudged") return `能够判断的部分都已满足，其余部分来源没有写明。${more}`;
  return `计划列出的课程都有了合格成绩。${more}毕业还须在办理时间内申请毕业，由主考学校和${document.body.dataset.office}审定。`;
}
