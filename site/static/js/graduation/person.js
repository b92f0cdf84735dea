// 核对个人信息: who one is stands in the record; everything else is typed, the newest.
import {fill, h, one} from "../core/dom.js";
import {fieldsOf} from "../candidate/form-fields.js";
import {wrong} from "../candidate/judges.js";

export async function person(main, data, ready, {editing, today}) {
  const form = one("[data-step=person]", main);
  const {name, id_masked: id} = data.page;
  fill(one("[data-identity]", form), h("dt", {}, "姓名"), h("dd", {}, name), h("dt", {}, "证件号码"), h("dd", {class: "num"}, id));
  const step = await editing(main, data, "person");
  const fields = fieldsOf(form, {changed: () => step.saver.change(read())});
  const read = () => ({person: Object.fromEntries(fields.map((field) => [field.name, field.read()]))});
  const said = step.body.person || {};
  fields.forEach((field) => field.write(said[field.name] || ""));
  ready();
  step.open({
    read,
    faults: () => wrong(fields, today()),
    idOf: (path) => fields.find((field) => path === `person.${field.name}`).id(),
  });
}
