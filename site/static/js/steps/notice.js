// 考生须知 of the version that the window names; that it was read is a draft of its own.
import {banner} from "../core/banner.js";
import {busy, isLocked, lock} from "../core/busy.js";
import {one} from "../core/dom.js";
import {showErrors} from "../core/errors.js";
import {wordsWithRef} from "../core/words.js";
import {showVersion} from "../candidate/notice-version.js";
import {saveNow} from "../candidate/save-now.js";
import {link} from "../candidate/who.js";

// `next`: the step that follows
export async function notice(main, data, ready, next) {
  const [back, button] = [one("[data-back]"), one("[data-next]")];
  const version = data.page.window.notice_version;
  const known = await showVersion(one("[data-step=notice]", main), version);
  if (!known) banner("notice", "warn", "考生须知刚刚更新，本页还不是最新内容，请几分钟后刷新。");
  [back.textContent, button.textContent] = ["返回", "我已知晓，继续申请"];
  back.addEventListener("click", () => location.assign(link(data.flow.home)));
  button.disabled = false;
  ready();
  if (!known) lock(button);
  button.addEventListener("click", () => isLocked(button) || busy(button, "请稍候…", () => accept(data, version, next)));
}

async function accept(data, version, next) {
  try {
    await saveNow(data, "notice", {notice_version: version});
    location.assign(data.flow.link(next));
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    showErrors(document, [{message: wordsWithRef(problem)}]);
  }
}
