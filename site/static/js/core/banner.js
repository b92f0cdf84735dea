// Lines under the header that say what is going on; one line per key, announced politely.
import {h, one} from "./dom.js";

export function banner(key, kind, ...content) {
  const place = one("[data-banners]");
  const old = place.querySelector(`[data-key="${key}"]`);
  const line = h("p", {class: `banner ${kind}`, "data-key": key}, ...content);
  if (!old) place.append(line);
  else if (old.textContent !== line.textContent) old.replaceWith(line);
  return line;
}

export function endBanner(key) {
  const line = one(`[data-banners] [data-key="${key}"]`);
  if (line) line.remove();
}

export function toast(text) {
  banner("toast", "ok", text);
  setTimeout(() => endBanner("toast"), 4000);
}
