// When a business can be done, and why not now: the same lines on every list page.
import {h} from "../core/dom.js";
import {day, daysUntil, left} from "../core/time.js";

export function dates(window) {
  if (window.state === "open") {
    const tag = h("span", {class: `tag ${daysUntil(window.closes) <= 3 ? "warn" : "ok"}`}, left(window.closes));
    return [`办理时间 ${day(window.opens)} 至 ${day(window.closes)} `, tag, window.demo && h("span", {class: "quiet"}, " 演示时间")];
  }
  if (window.state === "soon") return `将于 ${day(window.opens)} 开放办理`;
  return ["现在不在办理时间内。下一次的时间公布后会显示在这里，有疑问可以咨询", h("a", {href: "/schools/"}, "主考学校"), "。"];
}

export const closedReason = (window) => (window.state === "open" ? "" : window.text || "开放时间待公布");
