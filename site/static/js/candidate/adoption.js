// A certificate typed for one course need not be typed again for the next: it is offered for taking over. Fetched on
// its own, for somebody with several courses, or who asks for what was sent before.
import {fill, h, one, show} from "../core/dom.js";
import {nameOf} from "./credential-facts.js";
import {fitting, keyOf} from "./fitting.js";
import {walletSheet} from "./wallet.js";

// Certificates of earlier applications come along with it
export const wallet = walletSheet;

export function adoption(main, wizard, unit, list) {
  const box = one("[data-adopt]", main);
  const others = wizard.units.filter((id) => id !== unit.unit).flatMap((id) => wizard.credentials(id) || []);
  const seen = new Map();
  const fits = fitting(unit.hints || []);
  others.filter((credential) => fits.has(credential.type) && (credential.number || credential.uploads.length))
    .forEach((credential) => seen.set(keyOf(credential), credential));
  const held = () => list.read().map(keyOf);
  const free = Array.from(seen).filter(([key]) => !held().includes(key));
  show(box, free.length);
  if (!free.length) return;
  fill(one("ul", box), free.map(([, credential]) => {
    const text = [nameOf(credential.type), credential.number].filter(Boolean).join(" ");
    const take = (event) => {
      if (!list.adopt(credential)) return;
      event.target.closest("li").remove();
      show(box, one("li", box));
      one("[data-say]", main).textContent = `已沿用 ${text}`;
    };
    return h("li", {class: "row"}, h("p", {}, text), h("button", {type: "button", class: "btn second small", onclick: take, "aria-label": `沿用 ${text}`}, "沿用"));
  }));
}
