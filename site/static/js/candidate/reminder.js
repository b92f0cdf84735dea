// 开放时提醒我: on by one tap, off by one tap; what a tap does is fetched with the dialogs.
import {send} from "../core/api.js";
import {h} from "../core/dom.js";
import {opening} from "./dialogs-file.js";

// `line` has business, title and `remind`, which follows the taps
export function reminder(line) {
  const button = h("button", {type: "button", class: "link", onclick: () => opening(({remind}) => remind(button, line, {send, draw}))});
  draw();
  return button;

  function draw() {
    button.textContent = line.remind ? "取消提醒" : "开放时提醒我";
    button.setAttribute("aria-label", `${button.textContent}：${line.title}`);
  }
}
