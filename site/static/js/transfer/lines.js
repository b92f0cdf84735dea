// 合格成绩 as the manual's table has it; beside what cannot leave stands why.
import {h} from "../core/dom.js";
import {month} from "../core/time.js";
import {credits} from "../candidate/labels.js";

const HEADS = ["序号", "课程", "类型", "成绩", "学分", "通过时间"];

export const nameOf = ({name, code}) => `${name}（${code}）`;

// A course that was passed more than once goes whole: `record` stands for it, `also` goes along
export const recordsOf = ({record, also}) => [record, ...also.map((one) => one.record)];
export const isTicked = (line, records) => recordsOf(line).some((record) => records.includes(record));

// `head(line, index)`: what stands in the row's own cell
export function lineTable(caption, lines, head = nameOf) {
  return h("table", {class: "stack numbered"},
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, HEADS.map((name) => h("th", {scope: "col"}, name)))),
    h("tbody", {}, lines.map((line, index) => h("tr", {},
      h("td", {class: "num index"}, String(index + 1)),
      h("th", {scope: "row"}, head(line, index)),
      cell("类型", line.type_text),
      cell("成绩", line.score === null ? "-" : String(line.score)),
      cell("学分", credits(line.credits2)),
      cell("通过时间", month(line.session) || "-")))));
}

// What goes along with a course, in a line of its own below the name
export const others = ({also}) => also.length > 0 && h("small", {class: "quiet"}, `同一课程另有 ${also.map(passOf).join("、")}，转出后一并不再计入${document.body.dataset.here}`);
export const whole = (line) => [nameOf(line), line.also.length > 0 && h("br"), others(line)];
const passOf = ({type_text: type, score, session}) => `${type}${score === null ? "" : ` ${score} 分`}${session ? `（${month(session)}）` : ""}`;

const cell = (name, text) => h("td", {class: "line key num nowrap", "data-key": name}, text);

// 3 门，共 12 学分: where some are not known, without them
export function sum(lines) {
  const known = lines.filter(({credits2}) => credits2 !== null);
  const halves = known.reduce((all, {credits2}) => all + credits2, 0);
  return `${lines.length} 门，共 ${halves / 2} 学分${known.length < lines.length ? "（另有学分未公布的课程）" : ""}`;
}
