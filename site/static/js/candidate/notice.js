// 考生须知: the text of the version the window names; accepting it is kept with the draft.
import {banner} from "../core/banner.js";
import {busy} from "../core/busy.js";
import {one, show} from "../core/dom.js";
import {showErrors} from "../core/errors.js";
import {loadInto} from "../core/failure.js";
import {wordsWithRef} from "../core/words.js";
import {watchClosing} from "./closing.js";
import {showVersion} from "./notice-version.js";
import {saveNow} from "./save-now.js";
import {link} from "./who.js";
import {loadWizard} from "./wizard.js";

export function notice(main) {
  const place = one("[data-notices]", main);
  const button = one("[data-accept]", main);
  return loadInto(one("[data-loading]", main).parentElement, loadWizard, async (wizard) => {
    const version = wizard.page.window.notice_version;
    const known = await showVersion(place, version);
    show(one("[data-loading]", main), false);
    show(place, true);
    if (!known) banner("notice", "warn", "考生须知刚刚更新，本页还不是最新内容，请几分钟后刷新。");
    show(button, known);
    watchClosing(wizard.window, button, true);
    button.addEventListener("click", () => busy(button, "请稍候…", () => accept(wizard, version)));
  });
}

async function accept(wizard, version) {
  try {
    await saveNow(wizard, "courses", {...wizard.courses, notice_version: version});
    location.assign(link("/exemptions/courses/"));
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    showErrors(document, [{message: wordsWithRef(problem)}]);
  }
}
