// Warns five minutes before the session ends, and extends it where one stands.
import {get} from "../core/api.js";
import {banner, endBanner} from "../core/banner.js";
import {h} from "../core/dom.js";
import {sinceContact} from "../core/time.js";

const [WARN, END] = [900000, 1200000];

export function watchIdle() {
  setInterval(check, 15000);
  document.addEventListener("visibilitychange", check);
}

function check() {
  const quiet = sinceContact();
  if (quiet < WARN) endBanner("idle");
  else if (quiet < END) banner("idle", "warn", "您已较长时间没有操作，5 分钟内将退出登录。", h("button", {type: "button", class: "link", onclick: extend}, "继续使用"));
  else banner("idle", "warn", "登录已过期。已填写的内容还在，继续操作时请重新登录。");
}

async function extend() {
  await get("/api/session");
  endBanner("idle");
}
