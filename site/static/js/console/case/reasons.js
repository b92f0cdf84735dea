// A list of ready reasons to tick, narrowed by typing a part of the sentence or its code.
import {all, h, show} from "../../core/dom.js";

const FEW = 6;

export function reasonList(prefix, reasons, legend) {
  const boxes = reasons.map((reason) => {
    const id = `${prefix}-${reason.code}`;
    return h("li", {"data-text": `${reason.code} ${reason.text}`.toLowerCase()},
      h("label", {class: "check", for: id}, h("input", {type: "checkbox", id, "data-reason": reason.code}), h("span", {}, reason.text)));
  });
  const list = h("ul", {class: "plain reason-list"}, boxes);
  const filter = reasons.length > FEW && h("input", {type: "search", class: "reason-filter", placeholder: "输入关键字筛选原因", "aria-label": `筛选${legend}`});
  if (filter) filter.addEventListener("input", () => narrow(list, filter.value));
  return h("fieldset", {class: "field reason-set"}, h("legend", {}, legend), filter, list);
}

function narrow(list, text) {
  const wanted = text.trim().toLowerCase();
  for (const item of all("li", list)) {
    const ticked = item.querySelector("input").checked;
    show(item, ticked || item.dataset.text.includes(wanted));
  }
}

export const chosen = (root) => all("[data-reason]", root).filter((box) => box.checked).map((box) => box.dataset.reason);

export const textsOf = (codes, reasons) => reasons.filter((reason) => codes.includes(reason.code)).map((reason) => reason.text);
