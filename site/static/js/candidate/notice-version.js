// Which text of a notice is shown: that of the window.
import {all, show} from "../core/dom.js";

// Only what was shown can have been read: the newest text may be read before a window is announced, not accepted.
export function showVersion(place, wanted) {
  const texts = all("[data-version]", place);
  const found = texts.find((text) => text.dataset.version === wanted);
  texts.forEach((text, index) => show(text, found ? text === found : index === texts.length - 1));
  return Boolean(found) || !wanted;
}
