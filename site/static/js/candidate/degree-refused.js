// An address that asks for what the plan does not offer: what is wrong with it, and the way back to one's own.
import {fill, h} from "../core/dom.js";
import {link} from "./who.js";

// Answers null for such an address, having said so in `place`
export async function answered(place, path, asking) {
  try {
    return await asking;
  } catch (problem) {
    if (problem.status !== 422) throw problem;
    fill(place, h("section", {class: "card call", role: "alert"},
      h("h2", {}, "没有这样的选择"),
      problem.fields.map((fault) => h("p", {}, fault.message)),
      h("a", {class: "btn second", href: link(path)}, "重新选择")));
    return null;
  }
}
