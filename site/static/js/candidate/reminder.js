// 开放时提醒我: on by one tap, off by one tap.
import {send} from "../core/api.js";
import {banner, toast} from "../core/banner.js";
import {busy} from "../core/busy.js";
import {h} from "../core/dom.js";
import {wordsWithRef} from "../core/words.js";

export function reminder({business, title, remind}, after) {
  const button = h("button", {type: "button", class: "link", onclick: press});
  let on = remind;
  draw();
  return button;

  function draw() {
    button.textContent = on ? "取消提醒" : "开放时提醒我";
    button.setAttribute("aria-label", `${button.textContent}：${title}`);
  }

  async function press() {
    const done = await busy(button, "请稍候…", () => send("POST", "/api/reminders", {business, on: !on}).then(() => true, failed));
    if (!done) return;
    on = !on;
    draw();
    toast(on ? `${title}开放时，会在“消息”里提醒您。` : `已取消${title}的提醒。`);
    if (after) after(on);
  }
}

function failed(problem) {
  if (problem.status === undefined) throw problem;
  banner("reminder", "bad", wordsWithRef(problem));
}
