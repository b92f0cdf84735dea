// 退回补正: the parts to mend, each with reasons or own words, and what the candidate will read.
import {all, fill, h, one, show} from "../../core/dom.js";
import {chosen, reasonList, textsOf} from "./reasons.js";

export function drawItems(form, found, parts) {
  fill(one("[data-items]", form), parts.map((part, index) => item(part, index, found.reasons)));
  form.addEventListener("change", () => unfold(form));
}

function item(part, index, reasons) {
  const id = `item-${index}`;
  return h("div", {class: "field item", "data-item": index},
    h("label", {class: "check", for: id}, h("input", {type: "checkbox", id}), h("span", {}, part.title)),
    h("div", {class: "item-body", hidden: true},
      reasonList(`${id}-reason`, reasons, "原因"),
      h("div", {class: "field"},
        h("label", {for: `${id}-words`}, "补充说明", h("span", {class: "optional"}, "（可不选原因，只写说明）")),
        h("textarea", {id: `${id}-words`, rows: "2"}))));
}

const items = (form) => all("[data-item]", form);
const box = (element) => one(`#item-${element.dataset.item}`, element);

export function unfold(form) {
  items(form).forEach((element) => show(one(".item-body", element), box(element).checked));
}

// One part only: it is the one meant.
export function tickOnly(form) {
  const found = items(form);
  if (found.length === 1) box(found[0]).checked = true;
  unfold(form);
}

export function returnBody(form) {
  const ticked = items(form).filter((element) => box(element).checked);
  return {
    outcome: "return",
    items: ticked.map((element) => ({
      part: Number(element.dataset.item),
      reasons: chosen(element),
      words: one("textarea", element).value.trim(),
    })),
    reasons: [],
    words: one("#return-words", form).value.trim(),
  };
}

export function returnFaults(body) {
  if (!body.items.length) return [{id: "item-0", message: "请至少勾选一项需要补正的内容"}];
  return body.items.filter((one) => !one.reasons.length && !one.words)
    .map((one) => ({id: `item-${one.part}`, message: "请为这项内容选择原因或填写说明"}));
}

export function returnPreview(body, found, parts) {
  return [
    h("p", {}, h("b", {}, `${found.title}：需补正`)),
    body.items.map((one) => [
      h("p", {class: "preview-item"}, parts[one.part].title),
      h("ul", {}, [...textsOf(one.reasons, found.reasons), one.words].filter(Boolean).map((text) => h("li", {}, text))),
    ]),
    body.words && h("p", {}, body.words),
    h("p", {}, found.mending),
  ];
}
