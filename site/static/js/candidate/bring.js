// One chosen picture from the file to the server's word about it, with its progress shown.
import {h} from "../core/dom.js";
import {shrink} from "./shrink.js";
import {transfer} from "./transfer.js";

// `under(parts, hints)` shows what is under way; `api` holds the page's own `send` and `Problem`
export async function brought(file, {limits, under, label, signal}, api) {
  const made = await shrink(file, limits);
  const bar = h("progress", {max: 100, value: 0, "aria-label": `上传进度：${label}`});
  const percent = h("p", {class: "quiet num"}, "上传中 0%");
  under([percent, bar], made.hints);
  const progress = (part) => {
    bar.value = Math.round(part * 100);
    percent.textContent = part < 1 ? `上传中 ${bar.value}%` : "已传完，正在检查…";
  };
  return transfer(made, api, {progress, signal});
}
