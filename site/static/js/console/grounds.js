// 审核依据 of a graduation: the audit that a pass stands on, as it is now or as the approval kept it.
import {fill, h} from "../core/dom.js";
import {day} from "../core/time.js";
import {totals, warnings} from "../degree/facts.js";
import {recordTable} from "../degree/records.js";
import {inferredTag} from "../degree/rules.js";
import {requirementTree} from "../degree/tree.js";
import {answerTitle} from "../degree/words.js";

// `explanations`: of the round, by the key of what is missing
export function drawGrounds(place, {at, plan_rev: revision, digest, body}, explanations) {
  const {audit, missing, scores} = body;
  const said = new Map(explanations.map((one) => [one.key, one.words]));
  fill(place,
    h("h3", {}, at ? "审核通过时的依据" : "审核依据", at && h("span", {class: "tag ok"}, "已存档")),
    h("p", {class: "quiet"}, `${audit.major}（${audit.level}） ${audit.version}${scores.addon ? ` · ${scores.addon}` : ""}`),
    h("p", {}, h("b", {}, answerTitle(audit)), inferredTag(audit.verdict.inferred)),
    audit.unknowns.length > 0 && h("ul", {}, audit.unknowns.map((text) => h("li", {}, text))),
    audit.warnings.length > 0 && h("div", {class: "reasons warn"}, warnings(audit)),
    missing.map((item) => gap(item, said.get(item.key))),
    fold(`成绩的用途（计入 ${body.rows.length} 条）`, recordTable(audit)),
    fold("计划逐项对照", totals(audit), requirementTree(audit, false)),
    at && h("p", {class: "quiet"}, `${day(at)} 审核通过时保存，以后成绩或计划的变化不影响此件。${revision ? `计划第 ${revision} 次修订，` : ""}校验码 `, h("span", {class: "num"}, digest.slice(0, 16))));
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
