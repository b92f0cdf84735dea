// 合格成绩 that a plan uses, over all tickets, as the manual's table has it.
import {h} from "../core/dom.js";
import {month} from "../core/time.js";
import {credits} from "../candidate/labels.js";

const HEADS = ["序号", "课程名称", "类型", "成绩", "学分", "通过时间", "备注", "准考证号"];

export function scoreTable({rows, credits2: halves}) {
  if (!rows.length) return h("p", {}, "没有可以用于这个专业的合格成绩。");
  return h("table", {class: "stack numbered"},
    h("caption", {}, "合格成绩 ", h("span", {class: "quiet"}, `${rows.length} 条，共 ${halves / 2} 学分`)),
    h("thead", {}, h("tr", {}, HEADS.map((name) => h("th", {scope: "col"}, name)))),
    h("tbody", {}, rows.map((row, index) => h("tr", {},
      h("td", {class: "num index"}, String(index + 1)),
      h("th", {scope: "row"}, `${row.name}（${row.code}）`),
      cell("类型", row.type_text),
      cell("成绩", row.score === null ? "-" : String(row.score)),
      cell("学分", credits(row.credits2)),
      cell("通过时间", month(row.session) || "-"),
      h("td", {class: "line key", "data-key": "备注"}, row.remark || "-"),
      cell("准考证号", row.ticket || "-")))));
}

const cell = (name, text) => h("td", {class: "line key num nowrap", "data-key": name}, text);
