// Every version by business, the newest first, in the form that candidates see it.
import {fill, h} from "../../../core/dom.js";
import {fullDay} from "../../../core/time.js";
import {nameOf} from "../windows/words.js";
import {textsOf} from "./texts.js";

export function list(desk) {
  const {place, titles, mayPublish} = desk;
  fill(place,
    h("p", {}, "一版须知发布以后不能再改；要改内容，就发布新的一版，再在办理时间里写明这一版。考生办理时看到的是办理时间写明的那一版，每次提交都会记下考生读的是哪一版。"),
    mayPublish && h("div", {class: "actions desk-acts"}, h("a", {class: "btn", href: "?new=1"}, "发布新的版本")),
    Object.keys(titles).map((business) => group(desk, business)));
}

function group(desk, business) {
  const texts = textsOf(desk, business);
  return texts.length > 0 && h("section", {class: "card"}, h("h2", {}, desk.titles[business]), texts.map((text) => version(desk, business, text)));
}

function version({rows, mayPublish}, business, {version: no, title, at, card}) {
  const used = rows.filter((row) => row.business === business && row.notice === no);
  const from = `?${new URLSearchParams({new: 1, business, from: no})}`;
  return h("details", {class: "more notice-version"},
    h("summary", {}, `版本 ${no}　${title} `, used.length > 0 && h("span", {class: "tag ok"}, "使用中")),
    h("p", {class: "quiet"}, at ? `${fullDay(at)} 发布` : "随平台发布", "。", used.length ? `写明这一版的办理时间：${used.map(nameOf).join("、")}。` : "没有办理时间写明这一版。"),
    card(),
    mayPublish && h("p", {}, h("a", {href: from, "aria-label": `以此为底稿写新的一版：版本 ${no} ${title}`}, "以此为底稿写新的一版")));
}
