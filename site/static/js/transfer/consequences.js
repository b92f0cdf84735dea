// What a transfer out means, before anything is typed; what can leave, and what cannot and why.
// Fetched with its step; what holds state of the page is given to it.
import {fill, h, one} from "../core/dom.js";
import {nameOf, sum} from "./lines.js";

export function consequences(main, {flow, page: {lines}}, ready, {link, stepLink}) {
  const [back, next] = [one("[data-back]"), one("[data-next]")];
  const [free, refused] = [lines.filter(({reason}) => !reason), lines.filter(({reason}) => reason)];
  fill(one("[data-step=consequences] [data-lines]", main),
    h("section", {class: "card good"}, h("h2", {}, "可以转出的成绩"), h("p", {}, sum(free)), list(free)),
    refused.length > 0 && h("section", {class: "card"}, h("h2", {}, "不能转出的成绩"), h("p", {}, `${refused.length} 门`), list(refused)));
  [back.textContent, next.textContent] = ["暂不转出", "我已了解，继续填写"];
  back.addEventListener("click", () => location.assign(link(flow.home)));
  next.disabled = false;
  next.addEventListener("click", () => location.assign(stepLink("target")));
  ready();
}

const list = (lines) => h("ul", {}, lines.map((line) => h("li", {}, nameOf(line), line.reason && h("span", {class: "mind"}, `：${line.reason}`))));
