// Gives the browser a file to keep. `name` says what it is, of nobody.
import {h} from "../../../core/dom.js";

const KEPT = 60000;

export function save(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = h("a", {href: url, download: name, hidden: true});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), KEPT);
}

// A file as the server gives it: {name, type, content in base64}
export function saveGiven({name, type, content}) {
  save(name, new Blob([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], {type}));
}
