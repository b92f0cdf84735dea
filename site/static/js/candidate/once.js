// Sends what may happen once: one key until the server has answered, so that a lost answer never becomes a second one.
import {answered, keyFor} from "../core/kept-keys.js";
import {wordsWithRef} from "../core/words.js";
import {closed} from "./closing.js";

// {answer}, or {faults} for the summary. `call(options)` sends; `located` makes faults of the fields that the server
// names; `label` is what the button says; `list` is where one sees how things stand now.
export async function sendOnce({purpose, call, button, located, label, list}) {
  try {
    const answer = await call({key: keyFor(purpose), timeout: 45000});
    answered(purpose);
    return {answer};
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    if (problem.status > 0 && problem.status < 500 && problem.status !== 401) answered(purpose);
    return {faults: faultsOf(problem, {button, located, label, list})};
  }
}

function faultsOf(problem, {button, located, label, list}) {
  if (problem.code === "window_closed") {
    closed(button);
    return [{message: problem.message || "本次办理已截止，草稿已保留"}];
  }
  if (problem.fields.length) return located(problem.fields);
  if (problem.status === 0) return [{message: `网络不稳定，还不能确定是否提交成功。请再按一次“${label}”，不会重复提交。`}];
  return [{message: wordsWithRef(problem)}, ...(problem.status === 409 ? [{message: list.text, href: list.href}] : [])];
}
