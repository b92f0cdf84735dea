// 退回补正: the credentials to mend, each with reasons or own words, and what the candidate will read.
import {all, fill, h, one, show} from "../../core/dom.js";
import {credentialTitle} from "./names.js";
import {chosen, reasonList, textsOf} from "./reasons.js";

export function drawItems(form, found, credentials) {
  fill(one("[data-items]", form), credentials.map((credential, index) => item(credential, index, found.reasons)));
  form.addEventListener("change", () => unfold(form));
}

function item(credential, index, reasons) {
  const id = `item-${index}`;
  return h("div", {class: "field item", "data-item": index},
    h("label", {class: "check", for: id}, h("input", {type: "checkbox", id}), h("span", {}, credentialTitle(credential, index))),
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

// One credential only: it is the one meant.
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
      credential: Number(element.dataset.item),
      reasons: chosen(element),
      words: one("textarea", element).value.trim(),
    })),
    reasons: [],
    words: one("#return-words", form).value.trim(),
  };
}

export function returnFaults(body) {
  if (!body.items.length) return [{id: "item-0", message: "请至少勾选一项需要补正的凭证"}];
  return body.items.filter((one) => !one.reasons.length && !one.words)
    .map((one) => ({id: `item-${one.credential}`, message: `请为凭证 ${one.credential + 1} 选择原因或填写说明`}));
}

export function returnPreview(body, found, credentials) {
  return [
    h("p", {}, h("b", {}, `${found.title}：需补正`)),
    body.items.map((one) => [
      h("p", {class: "preview-item"}, credentialTitle(credentials[one.credential], one.credential)),
      h("ul", {}, [...textsOf(one.reasons, found.reasons), one.words].filter(Boolean).map((text) => h("li", {}, text))),
    ]),
    body.words && h("p", {}, body.words),
  ];
}
