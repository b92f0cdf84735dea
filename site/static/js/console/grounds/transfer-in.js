// Of a transfer in: every course that arrived, with what it becomes by the plan of the ticket, or why it does not.
import {h} from "../../core/dom.js";
import {month} from "../../core/time.js";
import {course, credits} from "../../degree/words.js";

export function arrivalGrounds({lines}) {
  const taken = lines.filter(({becomes}) => becomes).length;
  return [
    h("p", {class: "quiet"}, `收到 ${lines.length} 门，可以转入 ${taken} 门，不能转入 ${lines.length - taken} 门`),
    h("div", {class: "audit"}, h("table", {},
      h("caption", {class: "away"}, "转入课程"),
      h("thead", {}, h("tr", {}, ["课程", "成绩", "学分", "通过时间", "转入后"].map((name) => h("th", {scope: "col"}, name)))),
      h("tbody", {}, lines.map((line) => h("tr", {},
        h("th", {scope: "row"}, course(line)),
        h("td", {class: "line num"}, line.score === null ? "-" : `${line.score} 分`),
        h("td", {class: "line num"}, credits(line.credits2)),
        h("td", {class: "line num"}, month(line.session) || "-"),
        h("td", {class: "why"}, h("span", {class: `tag ${line.becomes ? "ok" : "warn"}`}, line.becomes ? "可以转入" : "不能转入"), " ", outcomeOf(line))))))),
  ];
}

export const outcomeOf = ({becomes, reason}) => (becomes ? `计为 ${course(becomes)}` : reason);
