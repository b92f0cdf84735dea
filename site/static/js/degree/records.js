// 您的每一条成绩: what every record was used for, or why not.
import {h} from "../core/dom.js";
import {inferredTag, rule} from "./rules.js";
import {course, earned, unitTitle} from "./words.js";

const USES = {used: ["ok", "已计入"], spare: ["", "没有用到"], outside: ["", "没有用到"], held: ["warn", "暂不计入"], not_in_force: ["warn", "尚未生效"]};
const ORDER = Object.keys(USES);

export function recordTable(audit) {
  const units = new Map(audit.sections.flatMap((section) => section.units.map((unit) => [unit.unit, unit])));
  const sorted = [...audit.records].sort((a, b) => ORDER.indexOf(a.use) - ORDER.indexOf(b.use));
  return h("table", {class: "stack"},
    h("caption", {class: "away"}, "每一条合格成绩的去向"),
    h("thead", {}, h("tr", {}, ["成绩", "取得", "用途", "结果"].map((name) => h("th", {scope: "col"}, name)))),
    h("tbody", {}, sorted.map((record) => {
      const [kind, text] = USES[record.use];
      return h("tr", {},
        h("th", {scope: "row"}, course(record)),
        h("td", {class: "line num nowrap"}, earned(record)),
        h("td", {class: "why"}, purpose(record, units.get(record.unit))),
        h("td", {class: "result"}, h("span", {class: `tag ${kind}`}, text)));
    })));
}

// The rule of a used record opens in the tree; here it is named
function purpose(record, unit) {
  const {citation} = record;
  if (record.use !== "used") return [record.text, citation && rule(citation)];
  if (!citation) return unit && unit.codes.length > 1 ? `用于 ${unitTitle(unit)}` : "直接计入";
  return [unit && h("p", {}, `用于 ${unitTitle(unit)}`), h("p", {class: "quiet"}, `按“${citation.kind_text}”`, unit && "替代", inferredTag(citation.inferred))];
}
