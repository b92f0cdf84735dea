// A picture in full size: the link is fetched when asked for, because it lives a minute.
import {send} from "../core/api.js";
import {openDialog} from "../core/dialog.js";
import {fill, h} from "../core/dom.js";
import {words} from "../core/words.js";

const MOST = 24;

export async function linksOf(ids) {
  const found = new Map();
  for (let from = 0; from < ids.length; from += MOST) {
    const {links} = await send("POST", "/api/uploads/links", {ids: ids.slice(from, from + MOST)});
    links.forEach((one) => found.set(one.id, one));
  }
  return found;
}

export async function zoom(id, title) {
  const place = h("div", {class: "zoom"}, h("p", {}, "正在打开…"));
  const sheet = openDialog({
    title,
    body: [place, h("div", {class: "actions"}, h("button", {type: "button", class: "btn second", onclick: () => sheet.close()}, "关闭"))],
    closable: (close) => close(),
  });
  sheet.dialog.classList.add("roomy");
  try {
    const found = (await linksOf([id])).get(id);
    fill(place, found ? h("img", {src: found.url, alt: title}) : h("p", {}, "图片已失效"));
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    fill(place, h("p", {}, words(problem)));
  }
}
