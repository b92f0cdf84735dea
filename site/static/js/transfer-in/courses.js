// 查看浏览详情: every course as it was sent, with what it becomes here, or why it becomes nothing.
import {h} from "../core/dom.js";
import {lineTable, nameOf, sum} from "../transfer/lines.js";

export const taken = (lines) => lines.filter(({becomes}) => becomes);

export function courses({can, lines}) {
  const count = taken(lines).length;
  const left = lines.length - count;
  return [
    h("p", {}, `收到 ${lines.length} 门课程的成绩，${count} 门可以转入${left ? `，${left} 门不能转入` : ""}。`),
    // Who is to confirm it has it before him
    h("details", {class: "more", open: can.confirm},
      h("summary", {}, "查看浏览详情"),
      lineTable(`转入课程 ${sum(lines)}`, lines, outcome)),
  ];
}

const outcome = (line) => [
  nameOf(line), h("br"),
  line.becomes
    ? h("small", {class: "quiet"}, `可以转入，计为 ${nameOf(line.becomes)}`)
    : h("small", {class: "mind"}, `不能转入：${line.reason}`),
];
