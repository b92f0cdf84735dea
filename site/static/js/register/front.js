// 正面: who graduates, in which major, with which photograph and earlier diploma; what is too long goes on to a 续页.
import {h} from "../core/dom.js";
import {flowed, plain} from "./flow.js";
import {FORM, columns, sheet, signature, td, th, tr} from "./paper.js";

// `place` is where sheets are measured
export function front(register, place) {
  const groups = [
    {open: plain, items: [h("p", {class: "school"}, `主考学校：${register.school_name}`)]},
    {open: () => table([22, 30, 22, 30, 20, 22]), items: about(register)},
    {open: () => table([36, 54, 36], "前置学历"), items: twos(register.diploma)},
    {open: plain, items: [h("div", {}, h("p", {class: "promise"}, "以上内容和所附成绩已经本人核对。"), signature("考生签字", null))]},
  ];
  return flowed(groups.filter((group) => group.items.length), (index) => {
    const page = index ? sheet("front-on", `${FORM}（续页）`, register) : sheet("front", FORM, register);
    place.append(page.whole);
    return page;
  });
}

function table(widths, title) {
  const into = h("table", {}, columns(...widths));
  return {box: h("div", {}, title && h("h3", {}, title), into), into};
}

// Each row is a body of its own, but those beside the photograph
function about(register) {
  const given = Object.fromEntries(register.person.map((row) => [row.key, row]));
  // The label and its value; what nobody gave leaves both empty
  const pair = (key, span) => {
    const {label = "", text = ""} = given[key] || {};
    return [th(label), td(text, {colspan: span})];
  };
  const beside = [
    tr(th("姓名"), td(register.name), pair("sex"), pair("nation"), photo(register.photo_url)),
    tr(pair("born"), pair("politics", 3)),
    tr(pair("document"), th("证件号码"), td(register.id_number, {colspan: 3, class: "num"})),
    tr(th("准考证号"), td(register.ticket_number, {class: "num"}), pair("study", 3)),
    tr(pair("education"), pair("household", 3)),
  ];
  const below = [
    tr(th("毕业专业"), td(register.plan_text, {colspan: 6})),
    register.addon && tr(th("加考选项"), td(register.addon, {colspan: 6})),
    tr(pair("occupation", 3), th("合格课程"), td(`${register.courses.length} 门，${register.credits_text} 学分`, {colspan: 2})),
    tr(pair("employer", 6)),
    tr(pair("address", 3), pair("postcode", 2)),
    tr(pair("mobile"), pair("phone"), pair("email", 2)),
  ];
  return [h("tbody", {}, beside), ...below.filter(Boolean).map((row) => h("tbody", {}, row))];
}

const photo = (url) => td(url ? h("img", {src: url, alt: "毕业照片"}) : "照片", {rowspan: 5, class: "photo"});

function twos(rows) {
  const starts = rows.map((_, index) => index).filter((index) => index % 2 === 0);
  return starts.map((start) => h("tbody", {}, tr(rows.slice(start, start + 2).map(({label, text}) => [th(label), td(text, {class: "num"})]))));
}
