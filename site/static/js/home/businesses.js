// The two lists of home, 近期可办理的业务 and 未开放办理的业务, by the dates the server gave. `view`: the `pages` of
// businesses, what leads there (`go`), to the `help` and to a reminder (`remind`), and the time it is (`at`, else now).
import {h} from "../core/dom.js";
import {day, daysUntil, left} from "../core/time.js";

export function nearBusinesses(lines, view) {
  const near = lines.filter((line) => line.state === "open" || line.state === "soon");
  near.sort((a, b) => rank(a, view) - rank(b, view) || (a.closes || 0) - (b.closes || 0));
  return h("section", {class: "card"},
    h("h2", {}, "近期可办理的业务"),
    near.length ? near.map((line) => row(line, view)) : h("p", {class: "quiet"}, nothingNear(lines)),
    near.some((line) => line.demo) && h("p", {class: "quiet"}, "以上为演示时间。"));
}

// What can be done here and now stands first
const rank = (line, {pages}) => (line.state === "open" ? 0 : 2) + (pages[line.business] ? 0 : 1);

function nothingNear(lines) {
  const coming = lines.map((line) => line.next_opens).filter(Boolean).sort()[0];
  return `目前没有开放办理的业务。${coming ? `下一次：${day(coming)} 开放` : "开放时间公布后会显示在这里。"}`;
}

function row(line, {pages, at, go, help, remind}) {
  const open = line.state === "open";
  const dates = open ? `${day(line.opens)} 至 ${day(line.closes)}` : `${day(line.opens)} 开放`;
  const soon = open && daysUntil(line.closes, at) <= 3;
  const act = open ? "去办理" : "查看";
  return h("div", {class: "row"},
    h("p", {},
      line.title, " ", h("span", {class: `tag ${soon ? "warn" : open ? "ok" : ""}`}, open ? left(line.closes, at) : "尚未开始"), h("br"),
      h("span", {class: "quiet"}, dates),
      open && !pages[line.business] && h("span", {class: "quiet"}, h("br"), "请联系主考学校办理，", help(line, "办理说明和自查"))),
    !open && remind(line),
    pages[line.business] && go(line, {class: `btn small ${open ? "" : "second"}`, "aria-label": `${act}：${line.title}`}, act));
}

export function closedBusinesses(lines, {remind}) {
  const shut = lines.filter((line) => line.state === "closed" || line.state === "unknown");
  if (!shut.length) return null;
  return h("section", {class: "card"},
    h("h2", {}, "未开放办理的业务"),
    shut.map((line) =>
      h("div", {class: "row"},
        h("p", {}, line.title, " ", h("span", {class: "tag"}, "未开放"), h("br"), h("span", {class: "quiet"}, reason(line))),
        remind(line))));
}

function reason(line) {
  if (line.next_opens) return `下一次 ${day(line.next_opens)} 开放`;
  return line.state === "closed" && line.closes ? `已于 ${day(line.closes)} 截止` : "时间待公布";
}
