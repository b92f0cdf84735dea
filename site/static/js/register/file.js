// What draws sheets, script and styles of their own, fetched when a page first needs them; [data-register] names both.
import {Problem} from "../core/api.js";
import {h, one} from "../core/dom.js";
import {later} from "../core/later.js";

let styles = null;

// → {sheets, evaluationSheets, runOn} of sheets.js
export async function registerFile() {
  const {register, registerStyle, registerPrint} = one("[data-register]").dataset;
  styles = styles || Promise.all([registerStyle, registerPrint].filter(Boolean).map(styled));
  try {
    const [file] = await Promise.all([later(register), styles]);
    return file;
  } catch (error) {
    styles = null;
    throw new Problem(0, {code: "network", message: "网络不稳定，请检查网络后重试"});
  }
}

const styled = (url) => new Promise((resolve, reject) => {
  document.head.append(h("link", {rel: "stylesheet", href: url, onload: resolve, onerror: reject}));
});
