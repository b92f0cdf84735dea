// A text of 考生须知 in the form of another one: candidates' pages and the office's preview show the same.
import {fill, h, one} from "../core/dom.js";

export function drawn(like, {version, title, paragraphs}) {
  const copy = like.cloneNode(true);
  copy.dataset.version = version;
  one("h2, summary", copy).textContent = title;
  fill(one("ol", copy), paragraphs.map((text) => h("li", {}, text)));
  const told = one("[data-told]", copy);
  if (told) told.textContent = version;
  return copy;
}
