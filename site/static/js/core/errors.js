// Error summary, field errors and page title after GOV.UK's pattern; faults are [{id, message}]. What is corrected goes
// at once: its message, its line of the summary, and with the last one the summary and the mark in the title.
import {all, fill, h, one} from "./dom.js";

const PREFIX = "错误：";
const shown = new WeakMap();

// `recheck(id)` says what is wrong now, or ""; without it any change corrects. Where a change happens outside of
// controls, the page fires `change` at the form.
export function showErrors(form, faults, recheck) {
  clearErrors(form);
  if (!faults.length) return false;
  document.title = PREFIX + document.title;
  if (!shown.has(form)) for (const name of ["input", "change"]) form.addEventListener(name, (event) => corrected(form, event.target));
  const items = faults.map((fault) => ({...fault, control: fault.id && document.getElementById(fault.id)}));
  shown.set(form, {items, recheck});
  items.forEach(markField);
  const summary = sum(form, items);
  summary.hidden = false;
  summary.focus();
  summary.scrollIntoView({block: "start"});
  return true;
}

const summaryOf = (form) => one("[data-summary]", form) || one("[data-summary]");

function sum(form, items) {
  const [first] = items;
  const title = items.length > 1 || first.id || first.href ? `提交前请修改以下 ${items.length} 处` : first.title || "未能完成";
  fill(one("div", summaryOf(form)), h("h2", {}, title), h("ul", {}, items.map((item) => h("li", {}, entry(item)))));
  return summaryOf(form);
}

function entry({href, control, message}) {
  if (href) return h("a", {href}, message);
  if (!control) return message;
  const jump = (event) => {
    event.preventDefault();
    boxOf(control).scrollIntoView({block: "start"});
    controlsOf(control)[0].focus({preventScroll: true});
  };
  return h("a", {href: `#${control.id}`, onclick: jump}, message);
}

const boxOf = (control) => control.closest(".field") || control;

// A date that is wrong as a whole is named by its fieldset: all of its controls say so
const controlsOf = (control) => (control.matches("fieldset") ? all("input, select", control) : [control]);

function corrected(form, target) {
  const {items, recheck} = shown.get(form);
  let same = true;
  // A date is corrected by any of its parts
  items.filter(({control}) => control && (target === form || (control.closest("fieldset.field") || boxOf(control)).contains(target))).forEach((item) => {
    const {control, message} = item;
    item.message = !control.isConnected ? "" : recheck ? recheck(control.id) : target === form ? message : "";
    if (item.message === message) return;
    same = false;
    markField(item);
  });
  if (same) return;
  const left = items.filter((item) => item.message);
  shown.set(form, {items: left, recheck});
  if (left.length) sum(form, left);
  else clearErrors(form);
}

function markField({control, message}) {
  const label = control && one(":scope > label, :scope > legend, :scope > .label", boxOf(control));
  if (!label) return;
  unmark(boxOf(control));
  if (!message) return;
  const id = `${control.id}-error`;
  boxOf(control).classList.add("wrong");
  label.after(h("p", {class: "error", id}, h("span", {class: "away"}, PREFIX), message));
  controlsOf(control).forEach((each) => {
    each.setAttribute("aria-invalid", "true");
    each.setAttribute("aria-describedby", [id, each.dataset.describedby].filter(Boolean).join(" "));
  });
}

function unmark(box) {
  box.classList.remove("wrong");
  all(".error", box).forEach((text) => text.remove());
  all("[aria-invalid]", box).forEach((control) => {
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-describedby");
    if (control.dataset.describedby) control.setAttribute("aria-describedby", control.dataset.describedby);
  });
}

export function clearErrors(form) {
  const summary = summaryOf(form);
  if (summary) summary.hidden = true;
  if (shown.has(form)) shown.set(form, {items: []});
  all(".wrong", form).forEach(unmark);
  if (document.title.startsWith(PREFIX)) document.title = document.title.slice(PREFIX.length);
}
