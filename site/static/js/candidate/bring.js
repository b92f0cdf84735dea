// One chosen picture from the file to the server's word about it, with its progress shown.
import {h} from "../core/dom.js";
import {shrink} from "./shrink.js";
import {transfer} from "./transfer.js";

// `under(parts, hints)` shows what is under way; `api` holds the page's own `send` and `Problem`
export async function brought(file, {limits, under, label, signal}, {send, Problem}) {
  const made = await shrink(file, limits);
  const bar = h("progress", {max: 100, value: 0, "aria-label": `上传进度：${label}`});
  const percent = h("p", {class: "quiet num"}, "上传中 0%");
  under([percent, bar], made.hints);
  const progress = (part) => {
    bar.value = Math.round(part * 100);
    percent.textContent = part < 1 ? `上传中 ${bar.value}%` : "已传完，正在检查…";
  };
  const calls = {
    offer: async (offered, options) => (await send("POST", "/api/uploads", {files: [offered]}, options)).uploads[0],
    arrived: ({id, token}, options) => send("POST", `/api/uploads/${id}/complete`, {token}, options),
  };
  return transfer(made, calls, {Problem, progress, signal});
}
