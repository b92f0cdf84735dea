// What comes after a decision: the next case by itself where the reviewer wants that, else a choice.
import {busy} from "../../core/busy.js";
import {fill, focusOn, h, one} from "../../core/dom.js";
import {device} from "../../core/store.js";
import {caseAddress} from "../shared/case-place.js";
import {carry} from "../shared/flash.js";

const goOn = () => device.get("next") !== false;

export function bindGoOn(root) {
  const box = one("#go-on", root);
  box.checked = goOn();
  box.addEventListener("change", () => device.set("next", box.checked));
}

async function next(found, text, claim) {
  const id = await claim();
  carry(id ? text : `${text}。目前没有更多可以领取的申请，等待中的都已被领取`);
  location.assign(id ? caseAddress(id) : "/queue/");
}

// `claim()` → id of the next case, or null
export async function afterDecision(root, found, answer, claim) {
  const text = `${found.title}：${answer.state_text}`;
  if (goOn()) {
    try {
      await next(found, text, claim);
      return;
    } catch (problem) {
      if (problem.status === undefined) throw problem;
    }
  }
  const heading = h("h3", {}, `已作出决定：${answer.state_text}`);
  const more = h("button", {type: "button", class: "btn", onclick: () => busy(more, "正在领取…", () => next(found, text, claim).catch(() => location.assign("/queue/")))}, "领取下一件");
  fill(root, h("h2", {id: "decision-title"}, "决定"), h("div", {class: "notice ok"}, heading, h("p", {}, found.title),
    h("div", {class: "actions"}, more, h("a", {class: "btn second", href: "/queue/"}, "返回审核列表"))));
  focusOn(heading);
}
