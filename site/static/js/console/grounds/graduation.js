// Of a graduation: the audit that a pass stands on, and what the candidate says of what is missing.
import {h} from "../../core/dom.js";
import {totals, warnings} from "../../degree/facts.js";
import {recordTable} from "../../degree/records.js";
import {inferredTag} from "../../degree/rules.js";
import {requirementTree} from "../../degree/tree.js";
import {answerTitle} from "../../degree/words.js";

export function graduationGrounds({audit, missing, rows, scores}, {explanations}) {
  const said = new Map(explanations.map((one) => [one.key, one.words]));
  return [
    h("p", {class: "quiet"}, `${audit.major}（${audit.level}） ${audit.version}${scores.addon ? ` · ${scores.addon}` : ""}`),
    h("p", {}, h("b", {}, answerTitle(audit)), inferredTag(audit.verdict.inferred)),
    audit.unknowns.length > 0 && h("ul", {}, audit.unknowns.map((text) => h("li", {}, text))),
    audit.warnings.length > 0 && h("div", {class: "reasons warn"}, warnings(audit)),
    missing.map((item) => gap(item, said.get(item.key))),
    fold(`成绩的用途（计入 ${rows.length} 条）`, recordTable(audit)),
    fold("计划逐项对照", totals(audit), requirementTree(audit, false)),
  ];
}

// What is missing, and the candidate's own words beside it
function gap({title, text}, words) {
  return h("section", {class: "part-block"},
    h("h4", {}, `缺少：${title}`),
    h("dl", {class: "facts"},
      h("dt", {}, "缺什么"), h("dd", {}, text),
      h("dt", {}, "考生说明"), h("dd", {}, words || h("span", {class: "tag warn"}, "没有说明"))));
}

const fold = (title, ...content) => h("details", {class: "audit history"}, h("summary", {}, title), content);
