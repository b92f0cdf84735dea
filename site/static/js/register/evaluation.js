// 自我鉴定 on paper: as much as its box holds, the rest on sheets that say they go on.
import {h} from "../core/dom.js";
import {isOver} from "./paper.js";

// What may not begin a line, as printers have it
const CLOSING = /^[，。、；：！？）》」』”’…—%]/;

// Characters as people see them: a mark stays with its letter
const characters = (text) => (window.Intl && Intl.Segmenter
  ? Array.from(new Intl.Segmenter("zh").segment(text), (one) => one.segment)
  : Array.from(text));

function written(box, text, goesOn) {
  box.replaceChildren(...text.split("\n").map((line, index) => h("p", {class: goesOn && index === 0 ? "goes-on" : ""}, line)));
  return !isOver(box);
}

// Writes what fits and gives what does not; `goesOn`: it begins in the middle of a paragraph.
export function poured(box, {text, goesOn}) {
  if (written(box, text, goesOn)) return {text: "", goesOn: false};
  const all = characters(text);
  let [fits, over] = [1, all.length];
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (written(box, all.slice(0, middle).join(""), goesOn)) fits = middle;
    else over = middle;
  }
  while (fits > 1 && CLOSING.test(all[fits])) fits -= 1;
  written(box, all.slice(0, fits).join("").replace(/\n+$/, ""), goesOn);
  const rest = all.slice(fits).join("");
  return {text: rest.replace(/^\n+/, ""), goesOn: !rest.startsWith("\n") && all[fits - 1] !== "\n"};
}
