// 毕业进度 in the panel of a case: the facts the candidate sees, in the order a reviewer asks for them.
import {fill, h} from "../core/dom.js";
import {answer} from "../degree/answer.js";
import {choices} from "../degree/choices.js";
import {notes, totals, warnings} from "../degree/facts.js";
import {gapList} from "../degree/gaps.js";
import {recordTable} from "../degree/records.js";
import {requirementTree} from "../degree/tree.js";
import {course} from "../degree/words.js";

// `query`: the choices shown; `again(query)` asks for others
export function drawDegree(place, data, query, again) {
  const {audit} = data;
  const pick = (other, content) => h("button", {type: "button", class: "row go", onclick: () => again(other)}, content);
  const offered = choices(data, 4, query, pick);
  fill(place,
    answer(audit, 3),
    pending(data.pending || []),
    h("p", {class: "quiet"}, "按已发布的成绩推算，供审核参考。课程不足不影响考生提出申请。"),
    audit.warnings.length > 0 && h("div", {class: "reasons warn"}, warnings(audit)),
    audit.gaps.length > 0 && [h("h3", {}, "还缺什么"), gapList(audit, data.names, 4)],
    offered && [h("h3", {}, "按哪种情况计算"), offered],
    h("h3", {}, "学分和门数"), totals(audit),
    h("h3", {}, "计划逐项对照"), requirementTree(audit, false),
    audit.records.length > 0 && [h("h3", {}, `合格成绩的用途（${audit.records.length} 条）`), recordTable(audit)],
    h("h3", {}, "怎样算出来的"), notes(audit));
}

function pending(found) {
  return found.length > 0 && h("p", {}, `本件审核通过后另计入：${found.map(course).join("、")}。`);
}
