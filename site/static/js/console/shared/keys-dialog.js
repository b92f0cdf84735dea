// The list of keys, and the switch that turns them off.
import {openDialog} from "../../core/dialog.js";
import {h} from "../../core/dom.js";

export function showKeys(bound, on, turn) {
  const box = h("input", {id: "keys-on", type: "checkbox", checked: on, onchange: () => turn(box.checked)});
  const body = h("div", {},
    h("dl", {class: "key-list"}, [...bound, ["?", "显示本列表"]].map(([keys, text]) =>
      h("div", {}, h("dt", {}, keys.split(" ").map((key) => h("kbd", {}, key))), h("dd", {}, text)))),
    h("label", {class: "check", for: "keys-on"}, box, h("span", {}, "启用快捷键（在输入框中不起作用）")),
    h("div", {class: "actions"}, h("button", {type: "button", class: "btn", onclick: () => opened.close()}, "关闭")));
  const opened = openDialog({title: "快捷键", body, closable: (close) => close()});
}
