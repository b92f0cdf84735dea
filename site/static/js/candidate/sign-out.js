// 退出: saves first, asks when something could not be saved, then leaves nothing on this device. Fetched with the
// dialogs; `send` is the page's own.
import {banner} from "../core/banner.js";
import {ask} from "../core/dialog.js";
import {device, forget} from "../core/store.js";
import {words} from "../core/words.js";

export async function leave(send) {
  const waits = [];
  document.dispatchEvent(new CustomEvent("kaoji:save", {detail: waits}));
  await Promise.all(waits);
  try {
    if (hasUnsaved() && !(await sure())) return;
    await send("POST", "/api/session/end", {}, {asGuest: true});
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    if (problem.status !== 401) {
      banner("sign-out", "bad", `尚未退出：${words(problem)}`);
      return;
    }
  }
  forget();
  document.dispatchEvent(new Event("kaoji:forgotten"));
  location.replace("/login/?out=1");
}

const hasUnsaved = () => device.keys("pics:").length > 0 || device.keys("draft:").some((key) => (device.get(key) || {}).dirty);

function sure() {
  return ask({
    title: "有内容只保存在本机",
    text: "网络不稳定，最近填写的内容或选择的图片还没有存到服务器。现在退出会清除它们。",
    choices: [
      {label: "先不退出", value: false},
      {label: "仍要退出", value: true, kind: "second"},
    ],
  });
}
