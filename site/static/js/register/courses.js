// 课程成绩 and 考生情况说明: rows that flow from sheet to sheet, each with its head again.
import {h} from "../core/dom.js";
import {flowed, plain} from "./flow.js";
import {columns, day, sheet, td, tr} from "./paper.js";

const HEADS = ["序号", "课程代码", "课程名称", "类别", "成绩", "学分", "通过时间", "备注"];
const WIDTHS = [10, 17, 44, 13, 13, 12, 22];
const TITLE = "课程成绩";

// `place` is where sheets are measured
export function courses(register, place) {
  const groups = [
    {open: () => table(HEADS, WIDTHS, "center"), items: register.courses.map(line).concat(total(register))},
    {open: () => table(["缺少的课程或学分", "考生情况说明"], [60], ""), items: register.explanations.map(({label, text}) => tr(td(label), td(text)))},
    {open: plain, items: [h("p", {class: "sign"}, h("span", {}, "主考学校核对（盖章）"), h("span", {}, "经办人：", h("i", {})), h("span", {}, day(null)))]},
  ];
  return flowed(groups.filter((group) => group.items.length), (index) => {
    const page = sheet("courses", index ? `${TITLE}（续）` : TITLE, register);
    place.append(page.whole);
    return page;
  });
}

// What no source tells is a dash: an empty place on paper invites a pen
const line = (one, index) => tr([index + 1, one.code, one.name, one.type_text, one.score_text, one.credits_text || "—", one.passed || "—", one.remark]
  .map((text, column) => td(String(text), {class: column === 2 || column === 7 ? "" : "center num"})));

const total = (register) => tr(td(`共 ${register.courses.length} 门，按专业考试计划计 ${register.credits_text} 学分`, {colspan: 8}));

function table(heads, widths, kind) {
  const into = h("tbody", {});
  const box = h("table", {}, columns(...widths), h("thead", {}, tr(heads.map((head) => h("th", {scope: "col", class: kind}, head)))), into);
  return {box, into};
}
