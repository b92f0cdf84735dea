// What was typed, as people read it: labels and names come from the page's own forms.
import {all, h, one} from "../core/dom.js";
import {month} from "../core/time.js";

export const facts = (lines) => h("dl", {class: "facts"}, lines.filter(([, text]) => text).map(([name, text, kind]) => [h("dt", {}, name), h("dd", {class: kind || ""}, text)]));

// Of a form that stands on the page, with these values
export const formFacts = (form, values) => all("[data-field]", form).map((element) => {
  const {field, sort} = element.dataset;
  const option = values[field] && one(`select option[value="${CSS.escape(values[field])}"]`, element);
  return [one("label, legend", element).firstChild.textContent, option ? option.textContent : values[field], sort === "shape" || sort === "day" ? "num" : ""];
});

// Of a form that stands elsewhere: its fields as [name, label, sort]; `names` are those of provinces
export const tableFacts = (fields, values, names) => fields.map(([name, label, sort]) => {
  const value = values[name] || "";
  return [label, sort === "month" ? month(value) : sort === "province" ? names(value) : value, sort === "code" || sort === "shape" ? "num" : ""];
});
