// 我的凭证夹: certificates sent before, with everything that was typed and their pictures, to be taken over.
import {openDialog} from "../core/dialog.js";
import {h} from "../core/dom.js";
import {day} from "../core/time.js";
import {nameOf} from "./credential-facts.js";
import {fitting, keyOf} from "./fitting.js";

// `api` holds the page's own `get` and `linksOf`
export async function walletSheet(unit, list, say, {get, linksOf}) {
  const {credentials} = await get("/api/exemptions/wallet");
  const held = list.read().map(keyOf);
  const fits = fitting(unit.hints || []);
  const rank = ({credential}) => (fits.has(credential.type) ? 0 : 1);
  const free = credentials.filter(({credential}) => !held.includes(keyOf(credential))).sort((one, other) => rank(one) - rank(other));
  const close = () => sheet.close();
  const take = (credential) => () => {
    close();
    if (list.adopt(credential)) say(`已选用 ${titleOf(credential)}，请核对内容`);
  };
  const sheet = openDialog({
    title: "我的凭证夹",
    body: [
      h("p", {class: "quiet"}, free.length ? "以前提交过的凭证，编号、时间和图片会一起带出。" : "还没有可以选用的凭证。提交过的申请里的凭证会出现在这里。"),
      h("ul", {class: "pics"}, free.map((kept) => row(kept, rank(kept) === 0, take(kept.credential)))),
      h("div", {class: "actions"}, h("button", {type: "button", class: "btn second", onclick: close}, "关闭")),
    ],
    closable: close,
  });
  sheet.dialog.classList.add("roomy");
  await thumbs(sheet.dialog, linksOf);
}

const titleOf = ({type, level, number}) => [nameOf(type), level, number].filter(Boolean).join(" ");

function row({credential, title, state_text: state, at}, fits, take) {
  const [first] = credential.uploads;
  return h("li", {class: "pic"},
    h("div", {class: "thumb", "aria-hidden": "true", "data-thumb": first}),
    h("p", {},
      h("b", {}, nameOf(credential.type)), credential.level && ` · ${credential.level}`, h("br"),
      credential.number && [h("span", {class: "num"}, credential.number), h("br")],
      h("span", {class: "quiet"}, `${title} · ${state} · ${day(at)}，图片 ${credential.uploads.length} 张`),
      !fits && [h("br"), h("span", {class: "quiet"}, "通常不用于本课程")]),
    h("div", {class: "tools"}, h("button", {type: "button", class: "btn second small", onclick: take, "aria-label": `选用 ${titleOf(credential)}`}, "选用")));
}

async function thumbs(dialog, linksOf) {
  const places = Array.from(dialog.querySelectorAll("[data-thumb]"));
  if (!places.length) return;
  const links = await linksOf(places.map((place) => place.dataset.thumb)).catch(() => new Map());
  places.filter((place) => links.has(place.dataset.thumb))
    .forEach((place) => place.append(h("img", {src: links.get(place.dataset.thumb).thumb_url, alt: "", width: 80, height: 80})));
}
