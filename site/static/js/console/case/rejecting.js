// 不通过: at least one coded reason, own words beside it, and what the candidate will read.
import {fill, h, one} from "../../core/dom.js";
import {chosen, reasonList, textsOf} from "./reasons.js";

export function drawReasons(form, found) {
  fill(one("[data-reasons]", form), reasonList("reject-reason", found.reasons, "不通过的原因"));
}

export const rejectBody = (form) => ({
  outcome: "reject",
  items: [],
  reasons: chosen(form),
  words: one("#reject-words", form).value.trim(),
});

export function rejectFaults(body, found) {
  if (body.reasons.length) return [];
  return [{id: `reject-reason-${found.reasons[0].code}`, message: "请至少选择一条不通过的原因"}];
}

export const rejectPreview = (body, found) => [
  h("p", {}, h("b", {}, `${found.title}：审核未通过`)),
  h("ul", {}, textsOf(body.reasons, found.reasons).map((text) => h("li", {}, text))),
  body.words && h("p", {}, body.words),
];

export const passBody = () => ({outcome: "pass", items: [], reasons: [], words: ""});
