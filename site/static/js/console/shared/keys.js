// Single keys, outside fields only; listed by ? and by a button, switched off there (WCAG 2.1.4).
import {one} from "../../core/dom.js";
import {device} from "../../core/store.js";
import {dialogs} from "./dialogs-file.js";

let bound = [];

const isOn = () => device.get("keys") !== false;

export function markKeys() {
  document.body.classList.toggle("keys-off", !isOn());
}

const typed = (target) => target.closest("select, textarea, [contenteditable], input:not([type=checkbox]):not([type=radio])");

// `list` is [[key, what it does, act]]; a key without an act is listed only.
export function bindKeys(list) {
  if (!bound.length) document.addEventListener("keydown", pressed);
  bound = list;
}

function pressed(event) {
  if (!isOn() || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || typed(event.target)) return;
  if (one("dialog[open]")) return;
  if (event.key === "?") {
    event.preventDefault();
    askKeys();
    return;
  }
  const match = bound.find(([key, , act]) => act && key.split(" ").includes(event.key.toUpperCase()));
  if (!match) return;
  event.preventDefault();
  match[2]();
}

export async function askKeys() {
  const {showKeys} = await dialogs();
  showKeys(bound, isOn(), (on) => {
    device.set("keys", on);
    markKeys();
  });
}
