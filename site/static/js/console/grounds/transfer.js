// Of a transfer out: the scores that leave, as the record has them now or had them when it was approved.
import {h} from "../../core/dom.js";
import {month} from "../../core/time.js";
import {course, credits} from "../../degree/words.js";

export function transferGrounds({rows}, _, title) {
  return [
    h("p", {class: "quiet"}, `${title} · 转出成绩 ${rows.length} 门`),
    h("div", {class: "audit"}, h("table", {},
      h("caption", {class: "away"}, "转出成绩"),
      h("thead", {}, h("tr", {}, ["课程", "类型", "成绩", "学分", "通过时间"].map((name) => h("th", {scope: "col"}, name)))),
      h("tbody", {}, rows.map((row) => h("tr", {},
        h("th", {scope: "row"}, course(row)),
        h("td", {class: "line"}, row.type_text),
        h("td", {class: "line num"}, row.score === null ? "-" : `${row.score} 分`),
        h("td", {class: "line num"}, credits(row.credits2)),
        h("td", {class: "result num"}, month(row.session) || "-")))))),
  ];
}
