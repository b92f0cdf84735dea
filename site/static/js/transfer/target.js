// 填写转入信息: where to, the number there typed twice, level before major, why.
// Fetched with its step; what holds state of the page is given to it.
import {all, fill, h, one, show} from "../core/dom.js";
import {fieldsOf} from "../candidate/form-fields.js";
import {facts} from "../candidate/form-facts.js";
import {wrong} from "../candidate/judges.js";

const NUMBERS = ["ticket", "again"];

export async function target(main, data, ready, {editing, today}) {
  const form = one("[data-step=target]", main);
  const {page} = data;
  around(form, page);
  const step = await editing(main, data, "target");
  const fields = fieldsOf(form, {changed: () => step.saver.change(read())}).map(upper);
  const field = (name) => fields.find((one) => one.name === name);
  const [ticket, again, level, major, reason, words] = ["ticket", "again", "level", "major", "reason", "words"].map(field);
  const said = step.body.target || {};

  // Letters of numbers are capitals, as the server keeps them
  function upper(one) {
    return NUMBERS.includes(one.name) ? {...one, read: () => one.read().toUpperCase()} : one;
  }

  const isOther = () => reason.read() === form.dataset.other;

  function read() {
    const {again: once, ...typed} = Object.fromEntries(fields.map((one) => [one.name, one.read()]));
    return {target: {...typed, words: isOther() ? typed.words : ""}, again: once};
  }

  // The majors of the level; without one there is nothing to choose
  function offer(wanted) {
    const select = document.getElementById(major.id());
    const listed = page.majors.filter((one) => one.level === level.read());
    fill(select, h("option", {value: ""}, level.read() ? "请选择" : "请先选择转入层次"), listed.map(({code, name}) => h("option", {value: code}, `${name}（${code}）`)));
    major.write(listed.some(({code}) => code === wanted) ? wanted : "");
  }

  const ask = () => show(document.getElementById(words.id()).closest(".field"), isOther());

  // The number is right before it is typed again; words are asked for where the reason is another one
  function faultsOf(one) {
    if (one === words && !isOther()) return [];
    if (one !== again) return wrong([one], today());
    if (wrong([ticket], today()).length) return [];
    return again.read() === ticket.read() ? [] : [{id: again.id(), message: form.dataset.differs}];
  }

  fields.forEach((one) => one.write(one.name === "again" ? step.body.again || "" : said[one.name] || ""));
  offer(said.major);
  ask();
  document.getElementById(level.id()).addEventListener("change", () => {
    offer(major.read());
    step.saver.change(read());
  });
  document.getElementById(reason.id()).addEventListener("change", () => {
    ask();
    step.saver.change(read());
  });
  ready();
  step.open({
    read,
    faults: () => fields.flatMap(faultsOf),
    idOf: (path) => field(path.split(".").pop()).id(),
  });
}

// Whose 考籍 it is, which provinces there are, whom to ask for a major
function around(form, {name, id_masked: id, ticket, school_name: school, phone, provinces}) {
  one("[data-identity]", form).replaceWith(facts([["姓名", name], ["证件号码", id, "num"], ["准考证号", ticket, "num"], ["主考学校", school]]));
  all("#target-province option", form).forEach((option) => option.value && !provinces.includes(option.value) && option.remove());
  if (phone) one("[data-unlisted]", form).append(`，或咨询${school} `, h("a", {class: "nowrap", href: `tel:${phone}`}, phone));
}
