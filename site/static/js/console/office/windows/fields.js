// The form of a window, drawn from one list of fields; labels and names are those of the server's faults.
import {fill, h, one} from "../../../core/dom.js";
import {missing, textField} from "../../shared/fields.js";
import {termNow, typed} from "./words.js";

const MOMENT = "北京时间，写到分钟，如 2026-12-01 08:30；到当天结束写 24:00";

// `fixed` tells windows apart: asked of a new one only. `choices` gives pairs of value and text, `fresh` where a new one begins,
// `of` the part of the window's time on site.
const FIELDS = [
  {name: "business", label: "业务", fixed: true, choices: ({titles}) => Object.entries(titles)},
  {name: "term", label: "期次", fixed: true, hint: "如 2026H2 或 2026年下半年", fresh: termNow},
  {name: "owner", label: "范围", fixed: true, choices: ({owners}) => owners.map(({code, name}) => [code, name])},
  {name: "opens", label: "开放时间", isMoment: true, hint: MOMENT},
  {name: "closes", label: "截止时间", isMoment: true, hint: "从这一分钟起不能再提交"},
  {name: "corrects", label: "补正截止", isMoment: true, hint: "退回补正的申请最晚改到什么时候，不早于截止时间"},
  {name: "notice", label: "须知版本", hint: "考生须先阅读这一版须知"},
  {name: "comes", label: "现场开始（可以不填）", isMoment: true, isOptional: true, of: "opens", hint: "考生到校核对、签字从何时起；现场三项要么都填，要么都不填"},
  {name: "leaves", label: "现场截止（可以不填）", isMoment: true, isOptional: true, of: "closes", hint: MOMENT},
  {name: "place", label: "现场地点（可以不填）", isOptional: true, of: "place", hint: "如 江湾校区教学楼 101 室"},
];

export const idOf = (name) => `window-${name}`;

// Without a `row` all that a new one needs
export const fieldsOf = (row) => FIELDS.filter((field) => !row || !field.fixed);

export function standing(row, {name, isMoment, fresh, of}) {
  if (!row) return fresh ? fresh() : "";
  const value = of ? (row.on_site || {})[of] : row[name];
  return isMoment && value ? typed(value) : value || "";
}

export function control(desk, field, value) {
  const id = idOf(field.name);
  if (!field.choices) return textField(id, field.label, {value, autocomplete: "off", spellcheck: "false"}, field.hint);
  return h("div", {class: "field"}, h("label", {for: id}, field.label),
    h("select", {id}, field.choices(desk).map(([code, text]) => h("option", {value: code, selected: code === value}, text))));
}

// As the API takes it: what is not asked stays
export const read = (form, row) => Object.fromEntries(FIELDS.map(({name, fixed}) =>
  [name, row && fixed ? row[name] : one(`#${idOf(name)}`, form).value.trim()]));

export const unfilled = (form, row) => missing(form, fieldsOf(row).filter((field) => !field.isOptional).map(({name, label}) => [idOf(name), `请填写${label}`]));

// Faults of the server beside their fields; one about what cannot be changed here stands alone
export const placed = (problem, form) => problem.fields.map(({field, message}) => {
  const id = idOf(field.replace(/^rows\.0\./, ""));
  return one(`#${id}`, form) ? {id, message} : {message};
});

// The versions of a notice that have a text
export const versionsOf = ({built, notices}, business) => [...new Set([...(built[business] || []),
  ...notices.filter((one) => one.business === business).map((one) => one.version)])];

// Which versions there are for the business chosen
export function tellVersions(desk, form, business) {
  const known = versionsOf(desk, business);
  fill(one(`#${idOf("notice")}-hint`, form), `考生须先阅读这一版须知。${known.length ? `已有的版本：${known.join("、")}` : "这项业务还没有须知，仍须写一个版本，如 2026-1"}`);
}
