// The last step: everything once more, with ways back; then it is sent exactly once.
import {busy, isLocked} from "../core/busy.js";
import {h, one} from "../core/dom.js";
import {clearErrors, showErrors} from "../core/errors.js";
import {isLocked as isKept} from "./mending.js";
import {SEND} from "./sending.js";

// One part of what is sent
export const part = (data, step, title, body, href = data.flow.link(step, {back: "submit"})) => h("section", {class: "card"},
  h("div", {class: "pairs"}, h("h2", {}, title), isKept(data, step) ? h("span", {class: "tag ok"}, "无需修改") : h("a", {href, "aria-label": `修改：${title}`}, "修改")),
  body);

// What is not filled in yet, each with the way there
export const stillOpen = (open) => h("section", {class: "card call"},
  h("h2", {}, "还不能提交"),
  h("p", {}, "下面的内容填好后，才能核对并提交："),
  h("ul", {}, open.map(({message, href}) => h("li", {}, h("a", {href}, message)))));

// `sent(button)` answers with faults or leaves
export function buttons(main, back, sent) {
  const [away, button] = [one("[data-back]"), one("[data-next]")];
  button.textContent = SEND;
  away.addEventListener("click", () => location.assign(back));
  if (!sent) return;
  button.disabled = isLocked(button);
  button.addEventListener("click", () => isLocked(button) || busy(button, "正在提交…", async () => {
    clearErrors(main);
    const faults = await sent(button);
    if (faults) showErrors(main, faults);
  }));
}
