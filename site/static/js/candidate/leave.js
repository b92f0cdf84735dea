// Leaves a step: what was typed is with the server first, or one stays and is told why.
import {busy} from "../core/busy.js";
import {showErrors} from "../core/errors.js";
import {wordsWithRef} from "../core/words.js";

const LOST = "网络不稳定，暂时不能进入下一页。您填写的内容已保存在本机，恢复后会自动同步。";

const reason = (problem) => (problem && problem.status > 0 ? wordsWithRef(problem) : LOST);

export function leaveBy(button, saver, target) {
  return busy(button, "正在保存…", async () => {
    if (await saver.flush({quiet: false})) location.assign(target());
    else showErrors(document, [{message: reason(saver.why())}]);
  });
}
