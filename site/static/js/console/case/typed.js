// Everything ticked and typed about a case, kept in the tab until the decision is made.
import {all} from "../../core/dom.js";
import {tab} from "../../core/store.js";

const controls = (root) => all("input[id], textarea[id]", root);
const isBox = (control) => ["checkbox", "radio"].includes(control.type);
const valueOf = (control) => (isBox(control) ? control.checked : control.value);

export const isTouched = (root) => controls(root).some((control) => Boolean(valueOf(control)) && control.dataset.setting === undefined);

// `seen` names what was on the page: the round, and what a pass stands on
export function keepTyped(root, id, seen) {
  const values = Object.fromEntries(controls(root).map((control) => [control.id, valueOf(control)]));
  tab.set(`typed:${id}`, {seen, values});
}

export const dropTyped = (id) => tab.drop(`typed:${id}`);

// Fills the page again. Where something else is shown by now, only the words come back: ticks spoke of what was there
// before. → "all", "words" or "none"
export function restoreTyped(root, id, seen) {
  const kept = tab.get(`typed:${id}`);
  if (!kept) return "none";
  const same = kept.seen === seen;
  for (const control of controls(root)) {
    const value = kept.values[control.id];
    if (value === undefined || control.dataset.setting !== undefined || (isBox(control) && !same)) continue;
    if (isBox(control)) control.checked = value;
    else control.value = value;
    control.dispatchEvent(new Event("change", {bubbles: true}));
  }
  return same ? "all" : "words";
}
