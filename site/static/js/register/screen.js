// Sheets on a screen: as large as the place allows, or in their true size; and on their way to the printer.
import {all, fill, h} from "../core/dom.js";

const FULL = 210 * 96 / 25.4;
const followed = new WeakMap();

// Shows the sheets in `place` and follows its width; gives what fits them again
export function showSheets(place, made) {
  place.classList.add("sheets");
  fill(place, made.map((whole) => h("div", {class: `sheet-frame ${whole.classList.contains("blank") ? "blank" : ""}`}, whole)));
  if (!followed.has(place)) {
    const fit = () => {
      const room = place.classList.contains("true-size") ? 1 : Math.min(1, place.clientWidth / FULL);
      place.style.setProperty("--fit", room.toFixed(4));
    };
    followed.set(place, fit);
    if (window.ResizeObserver) new ResizeObserver(fit).observe(place);
  }
  followed.get(place)();
  return followed.get(place);
}

// One person's sheets with an empty side more where they are odd: the next person's must not stand on their back
export const onLeaves = (made) => (made.length % 2 ? [...made, h("section", {class: "sheet blank", "aria-hidden": "true"})] : made);

// Between the two sizes
export function sizeButton(place, fit) {
  const button = h("button", {type: "button", class: "btn second", "aria-pressed": String(place.classList.contains("true-size"))}, "放大");
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(place.classList.toggle("true-size")));
    fit();
  });
  return button;
}

// Nothing is printed before its photographs are there; one that cannot be had keeps nobody waiting
export function printButton(place) {
  const ready = () => Promise.all(all("img", place).map((image) => image.decode().catch(() => {})));
  return h("button", {type: "button", class: "btn", onclick: () => ready().then(() => print())}, "打印");
}
