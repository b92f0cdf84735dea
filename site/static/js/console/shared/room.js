// How much room there is, counted in the reader's own text size: media queries do not see enlarged text.
import {one} from "../../core/dom.js";

const CLASSES = [["slim", 0, 22], ["tight", 0, 64], ["middle", 56, 80], ["wide", 80, Infinity]];

function measure() {
  const rooms = innerWidth / parseFloat(getComputedStyle(document.documentElement).fontSize);
  for (const [name, least, most] of CLASSES) document.body.classList.toggle(name, rooms >= least && rooms < most);
}

export function keepRoom() {
  measure();
  addEventListener("resize", measure);
  if (window.ResizeObserver) new ResizeObserver(measure).observe(one(".mark"));
}
