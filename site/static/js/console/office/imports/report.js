// What was found in a file: row by row what is wrong, what is only worth knowing, and what is or would be written.
import {fill, focusOn, h} from "../../../core/dom.js";

const FIGURES = {rows: "数据行", people: "考生", new: "新建", changed: "有变化", same: "没有变化", received: "收到档案", known: "早已收到", rev: "版次"};

// `confirm(button, said)` where it was a rehearsal; then it can be brought in once nothing is wrong, and tells `said` how
// far it is. `told.before`: how many people were written before a fault was found.
export function drawReport(place, told, confirm) {
  const [heading, said] = [h("h2", {}, titleOf(told, confirm)), h("p", {class: "quiet", role: "status"})];
  fill(place, h("section", {class: `card ${told.faults ? "bad" : told.is_written ? "good" : "calm"}`},
    heading, saying(told, confirm), figures(told), parts(told), said,
    !told.faults && h("p", {class: "quiet"}, "文件校验值 ", h("span", {class: "num"}, told.sha256.slice(0, 16))),
    confirm && !told.faults && !isKnown(told) && h("div", {class: "actions"},
      h("button", {type: "button", class: "btn", onclick: (event) => confirm(event.currentTarget, said)}, "确认导入"))));
  focusOn(heading);
}

const many = (count) => `${count.toLocaleString("en")} 人`;

export const writtenOf = ({figures: {new: fresh = 0, changed = 0, received = 0}}) => fresh + changed + received;

export const progress = (told) => `已写入 ${many(writtenOf(told))}，还有 ${many(told.left)}`;

// Brought in before, or it says what holds already
const isKnown = (told) => writtenOf(told) === 0;

function titleOf(told, confirm) {
  if (told.faults) return `检查发现 ${told.faults.toLocaleString("en")} 处错误，${told.before ? `已写入 ${many(told.before)}，其余没有写入` : "没有导入任何内容"}`;
  if (isKnown(told)) return "内容与现有的相同，没有变化";
  return confirm ? "试运行通过，尚未导入" : "导入完成";
}

function saying(told, confirm) {
  if (told.faults && told.before) return h("p", {}, "试运行以后情况有变化。已写入的保留，再次导入时不会重复。请按下面的行号修改文件，保存后重新选择。");
  if (told.faults) return h("p", {}, "有一处错误就一行也不写入。请按下面的行号修改文件，保存后重新选择。");
  if (isKnown(told)) return h("p", {}, confirm ? "文件里的内容都已经导入过，不需要再导入。" : "文件里的内容都已经导入过，这一次什么也没有改。");
  return h("p", {}, confirm ? `请核对下面的数目。确认后导入的就是刚才检查的这个文件。${told.figures.people ? "人数多时分批写入，出现“导入完成”后再离开。" : ""}` : "请与送件单核对下面的数目。");
}

function figures(told) {
  const named = Object.entries(told.figures).filter(([name]) => FIGURES[name] && (told.is_written || name !== "rev"));
  return h("dl", {class: "facts"}, named.map(([name, value]) => [h("dt", {}, FIGURES[name]), h("dd", {class: "num"}, value.toLocaleString("en"))]));
}

// The server says notes before faults, each under a headline that ends with a colon; faults go first here
function parts({lines}) {
  const found = [];
  lines.forEach((line) => {
    if (/^(说明|错误) [\d,]+ 处.*：$/.test(line)) found.unshift([line.match(/^.+? 处/)[0], []]);
    else if (found.length) found[0][1].push(line);
  });
  return found.map(([title, rows]) => h("div", {class: "part"}, h("h3", {}, title), h("ul", {class: "findings"}, rows.map(finding))));
}

function finding(line) {
  const at = line.indexOf("：");
  return h("li", {}, at < 0 ? line : [h("b", {}, line.slice(0, at)), ` ${line.slice(at + 1)}`]);
}
