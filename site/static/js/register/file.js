// What draws sheets, script and style of their own, fetched when a page first needs them; [data-register] names both.
import {Problem} from "../core/api.js";
import {h, one} from "../core/dom.js";
import {later} from "../core/later.js";

let style = null;

// → {sheets, evaluationSheets, runOn} of sheets.js
export async function registerFile() {
  const {register, registerStyle} = one("[data-register]").dataset;
  style = style || styled(registerStyle);
  try {
    const [file] = await Promise.all([later(register), style]);
    return file;
  } catch (error) {
    style = null;
    throw new Problem(0, {code: "network", message: "网络不稳定，请检查网络后重试"});
  }
}

const styled = (url) => new Promise((resolve, reject) => {
  document.head.append(h("link", {rel: "stylesheet", href: url, onload: resolve, onerror: reject}));
});
