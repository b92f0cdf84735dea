// A modal question on <dialog>; older browsers get the same element, opened by attribute and kept in focus by hand.
import {h, newId, one} from "./dom.js";

export function openDialog({title, body, closable}) {
  const id = newId("dialog");
  const heading = h("h2", {id, tabindex: "-1"}, title);
  const dialog = h("dialog", {class: "sheet", "aria-labelledby": id, "aria-modal": "true"}, heading, body);
  const before = document.activeElement;
  document.body.append(dialog);
  const release = shown(dialog);
  const close = () => {
    release();
    dialog.remove();
    if (before && before.focus) before.focus();
  };
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    if (closable) closable(close);
  });
  (one("[autofocus]", dialog) || heading).focus();
  return {dialog, close};
}

function shown(dialog) {
  if (dialog.showModal) {
    dialog.showModal();
    return () => dialog.close();
  }
  dialog.setAttribute("open", "");
  const keep = (event) => {
    if (!dialog.contains(event.target)) dialog.querySelector("h2").focus();
  };
  const escape = (event) => {
    if (event.key === "Escape") dialog.dispatchEvent(new Event("cancel", {cancelable: true}));
  };
  document.addEventListener("focusin", keep);
  document.addEventListener("keydown", escape);
  return () => {
    document.removeEventListener("focusin", keep);
    document.removeEventListener("keydown", escape);
  };
}

// Resolves with the chosen value, or with null by Escape
export function ask({title, text, choices}) {
  return new Promise((answer) => {
    const pick = (value) => () => {
      opened.close();
      answer(value);
    };
    const buttons = choices.map((choice) =>
      h("button", {type: "button", class: `btn ${choice.kind || ""}`, onclick: pick(choice.value)}, choice.label));
    const paragraphs = [].concat(text).map((line) => (typeof line === "string" ? h("p", {}, line) : line));
    const opened = openDialog({title, body: [paragraphs, h("div", {class: "actions"}, buttons)], closable: () => pick(null)()});
  });
}
