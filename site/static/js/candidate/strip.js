// Pictures that were sent, as small ones in a row; each opens in full size. `zoom` and `linksOf` are those of zoom.js.
import {all, h, one} from "../core/dom.js";

export const strip = (ids, title, zoom) => h("ul", {class: "strip"}, ids.map((id, place) => {
  const name = `${title} 图片 ${place + 1}`;
  return h("li", {}, h("button", {type: "button", class: "thumb", "data-upload": id, "aria-label": `查看：${name}`, onclick: () => zoom(id, name)}, `图片 ${place + 1}`));
}));

export async function thumbnails(element, linksOf) {
  const buttons = all("[data-upload]", element);
  if (!buttons.length) return;
  const links = await linksOf(Array.from(new Set(buttons.map((button) => button.dataset.upload)))).catch(() => new Map());
  for (const button of buttons) {
    const found = links.get(button.dataset.upload);
    if (found && !one("img", button)) button.replaceChildren(h("img", {src: found.thumb_url, alt: "", width: 80, height: 80}));
  }
}
