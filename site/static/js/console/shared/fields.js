// The three fields of a sign-in, checked before anything is sent.
import {h, one} from "../../core/dom.js";

export function textField(id, label, attributes, hint) {
  const note = hint ? h("p", {class: "hint", id: `${id}-hint`}, hint) : null;
  return h("div", {class: "field"}, h("label", {for: id}, label), note,
    h("input", {id, "aria-describedby": note && note.id, "data-describedby": note && note.id, ...attributes}));
}

export const codeField = (id, attributes) => textField(id, "动态验证码",
  {inputmode: "numeric", autocomplete: "one-time-code", maxlength: "7", ...attributes}, "身份验证器应用上显示的 6 位数字");

export const summary = () => h("div", {class: "summary", "data-summary": true, tabindex: "-1", hidden: true}, h("div", {role: "alert"}));

export const digits = (input) => input.value.replace(/\D/g, "");

// → faults for showErrors; `wanted` is [[id, message]].
export const missing = (form, wanted) => wanted
  .filter(([id]) => !one(`#${id}`, form).value.trim())
  .map(([id, message]) => ({id, message}));

export const codeFault = (input) => (/^\d{6}$/.test(digits(input)) ? [] : [{id: input.id, message: "请输入 6 位数字的动态验证码"}]);
