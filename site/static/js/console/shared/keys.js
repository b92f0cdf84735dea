// Single keys, outside fields only; listed by ? and by a button, switched off there (WCAG 2.1.4).
import {device, h, newId, one, openDialog} from "../../core.js";

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

export function askKeys() {
  const id = newId("keys");
  const box = h("input", {id, type: "checkbox", checked: isOn(), onchange: () => {
    device.set("keys", box.checked);
    markKeys();
  }});
  const body = h("div", {},
    h("dl", {class: "key-list"}, [...bound, ["?", "显示本列表"]].map(([key, text]) =>
      h("div", {}, h("dt", {}, key.split(" ").map((one) => h("kbd", {}, one))), h("dd", {}, text)))),
    h("label", {class: "check", for: id}, box, h("span", {}, "启用快捷键（在输入框中不起作用）")),
    h("div", {class: "actions"}, h("button", {type: "button", class: "btn", onclick: () => opened.close()}, "关闭")));
  const opened = openDialog({title: "快捷键", body, closable: (close) => close()});
}
