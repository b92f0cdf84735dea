// What stands around the picture: caption, hints, thumbnails, and the watermark across it.
import {all, fill, h, one, show} from "../../core/dom.js";
import {day, now} from "../../core/time.js";

const HINTS = {blurred: "可能不清晰", dark: "偏暗", sideways: "可能未正放", small: "尺寸较小"};
const TILES = 18;

export function writeCaption(root, shot, title) {
  one("[data-caption]", root).textContent = `${title} · 图片 ${shot.place} / ${shot.of}`;
  const hints = (shot.hints || []).map((hint) => HINTS[hint] || hint);
  show(one("[data-hints]", root), hints.length > 0);
  one("[data-hints]", root).textContent = hints.join("、");
  for (const thumb of all("[data-thumbs] button", root)) {
    if (thumb.dataset.picture === shot.id) thumb.setAttribute("aria-current", "true");
    else thumb.removeAttribute("aria-current");
  }
}

export function drawThumbs(root, shots, titleOf) {
  const several = shots.length > 1;
  all("[data-several]", root).forEach((element) => show(element, several));
  all("[data-any]", root).forEach((element) => show(element, shots.length > 0));
  if (!several) return;
  fill(one("[data-thumbs]", root), shots.map((shot, index) => h("li", {},
    h("button", {type: "button", "data-do": "show", "data-picture": shot.id, "aria-label": `${titleOf(shot)} 图片 ${shot.place}`},
      h("img", {src: shot.thumb_url, alt: "", onerror: (event) => event.target.replaceWith(String(index + 1))})))));
}

// Who looks and when, across the picture, so that a photograph of the screen names its taker.
export function watermark(layer, who) {
  const tiles = Array.from({length: TILES}, () => h("span", {}));
  const write = () => tiles.forEach((tile) => { tile.dataset.text = `${who.name} ${day(now())}`; });
  write();
  fill(layer, tiles);
  setInterval(write, 60000);
}
