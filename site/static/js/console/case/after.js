// What comes after a decision: the next case by itself where the reviewer wants that, else a choice.
import {busy, device, fill, focusOn, h, one} from "../../core.js";
import {caseAddress} from "../shared/case-place.js";
import {claimNext} from "../shared/claim.js";
import {carry} from "../shared/flash.js";

const goOn = () => device.get("next") !== false;

export function bindGoOn(root) {
  const box = one("#go-on", root);
  box.checked = goOn();
  box.addEventListener("change", () => device.set("next", box.checked));
}

async function next(found, text, given) {
  const id = given || await claimNext(found.business);
  carry(id ? text : `${text}。目前没有更多可以领取的申请`);
  location.assign(id ? caseAddress(id) : "/queue/");
}

export async function afterDecision(root, found, answer) {
  const text = `${found.title}：${answer.state_text}`;
  if (goOn()) {
    try {
      await next(found, text, answer.next);
      return;
    } catch (problem) {
      if (problem.status === undefined) throw problem;
    }
  }
  const heading = h("h3", {}, `已作出决定：${answer.state_text}`);
  const more = h("button", {type: "button", class: "btn", onclick: () => busy(more, "正在领取…", () => next(found, text, answer.next).catch(() => location.assign("/queue/")))}, "领取下一件");
  fill(root, h("h2", {id: "decision-title"}, "决定"), h("div", {class: "notice ok"}, heading, h("p", {}, found.title),
    h("div", {class: "actions"}, more, h("a", {class: "btn second", href: "/queue/"}, "返回审核列表"))));
  focusOn(heading);
}
