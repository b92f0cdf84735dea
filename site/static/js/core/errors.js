// Error summary, field errors and page title after GOV.UK's pattern; faults are [{id, message}].
import {all, fill, h, one} from "./dom.js";

const PREFIX = "错误：";

export function showErrors(form, faults, recheck) {
  clearErrors(form);
  if (!faults.length) return false;
  if (!document.title.startsWith(PREFIX)) document.title = PREFIX + document.title;
  faults.forEach((fault) => markField(fault, recheck));
  const title = faults.length > 1 || faults[0].id || faults[0].href ? `提交前请修改以下 ${faults.length} 处` : "未能完成";
  const summary = one("[data-summary]", form) || one("[data-summary]");
  fill(one("div", summary), h("h2", {}, title), h("ul", {}, faults.map((fault) => h("li", {}, entry(fault)))));
  summary.hidden = false;
  summary.focus();
  summary.scrollIntoView({block: "start"});
  return true;
}

function entry(fault) {
  if (fault.href) return h("a", {href: fault.href}, fault.message);
  if (!fault.id || !document.getElementById(fault.id)) return fault.message;
  const jump = (event) => {
    event.preventDefault();
    const target = document.getElementById(fault.id);
    (target.closest(".field") || target).scrollIntoView({block: "start"});
    target.focus({preventScroll: true});
  };
  return h("a", {href: `#${fault.id}`, onclick: jump}, fault.message);
}

export function markField(fault, recheck) {
  const control = fault.id && document.getElementById(fault.id);
  const field = control && control.closest(".field");
  if (!field) return;
  unmark(field);
  const id = `${fault.id}-error`;
  field.classList.add("wrong");
  one(":scope > label, :scope > legend, :scope > .label", field).after(h("p", {class: "error", id}, h("span", {class: "away"}, PREFIX), fault.message));
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", [id, control.dataset.describedby].filter(Boolean).join(" "));
  if (recheck) control.addEventListener("input", () => again(control, recheck), {once: true});
}

function again(control, recheck) {
  const message = recheck(control.id);
  unmark(control.closest(".field"));
  if (message) markField({id: control.id, message}, recheck);
}

export function unmark(field) {
  field.classList.remove("wrong");
  all(".error", field).forEach((text) => text.remove());
  all("[aria-invalid]", field).forEach((control) => {
    control.removeAttribute("aria-invalid");
    if (control.dataset.describedby) control.setAttribute("aria-describedby", control.dataset.describedby);
    else control.removeAttribute("aria-describedby");
  });
}

export function clearErrors(form) {
  const summary = one("[data-summary]", form) || one("[data-summary]");
  if (summary) summary.hidden = true;
  all(".wrong", form).forEach(unmark);
  if (document.title.startsWith(PREFIX)) document.title = document.title.slice(PREFIX.length);
}
