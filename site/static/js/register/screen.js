// Sheets on a screen: as large as the place allows, or in their true size.
import {all, fill, h} from "../core/dom.js";

const FULL = 210 * 96 / 25.4;

// Shows the sheets in `place`, and follows its width
export function showSheets(place, made) {
  place.classList.add("sheets");
  fill(place, made.map((whole) => h("div", {class: "sheet-frame"}, whole)));
  const fit = () => place.style.setProperty("--fit", place.classList.contains("true-size") ? 1 : Math.min(1, place.clientWidth / FULL).toFixed(4));
  fit();
  if (window.ResizeObserver) new ResizeObserver(fit).observe(place);
  return fit;
}

// A button between the two sizes
export function sizeButton(place, fit) {
  const button = h("button", {type: "button", class: "btn second", "aria-pressed": "false"}, "放大");
  button.addEventListener("click", () => {
    const large = place.classList.toggle("true-size");
    button.setAttribute("aria-pressed", String(large));
    fit();
  });
  return button;
}

// Nothing is printed before its photographs are there; one that cannot be had keeps nobody waiting
export const ready = (place) => Promise.all(all("img", place).map((image) => image.decode().catch(() => {})));
