// What stands beside the tree: 学分和门数, residence, warnings, and how the answer was reckoned.
import {h} from "../core/dom.js";
import {dated} from "./words.js";

export function totals({totals: sum, residence}) {
  return h("dl", {class: "facts"},
    h("dt", {}, "学分"), h("dd", {}, sum.text),
    sum.beside2 > 0 && [h("dt", {}, "另有"), h("dd", {}, `${sum.beside2 / 2} 学分来自加考或全国统一要求的课程，不算在计划总学分内`)],
    h("dt", {}, "门数"), h("dd", {}, `已满足 ${sum.units} 门（不含论文、加考和全国统一要求的课程）`),
    residence && [h("dt", {}, "本省（市）"), h("dd", {}, stay(residence))]);
}

function stay({theory_passes: least, have, binds}) {
  const rule = `使用转入成绩毕业的，须在本省（市）取得不少于 ${least} 门理论课合格成绩，已有 ${have} 门。`;
  return binds ? rule : `${rule}目前没有用到转入成绩，不作要求。`;
}

export const warnings = (audit) => h("ul", {}, audit.warnings.map((text) => h("li", {}, text)));

// How the answer was reckoned, and what was read into the sources
export function notes(audit) {
  return h("ul", {},
    h("li", {}, `只计算已发布的合格成绩，按 ${dated(audit.day)} 有效的规定推算。`),
    h("li", {}, `专业考试计划：${audit.version}，${audit.status_text}。`),
    h("li", {}, "“推定”表示来源没有明确写出、按相近规定理解的内容，以主考学校的答复为准。"),
    audit.remarks.map((text) => h("li", {}, text)));
}
