// 保存中… / 已保存 10:32 / 未同步（仅本机） / 尚未保存: never claims more than the server, or this device, said.
import {one} from "../core/dom.js";
import {clock, day, daysUntil} from "../core/time.js";

const NOWHERE = "尚未保存，请不要关闭本页";

export function saveState() {
  const [shown, heard] = [one("[data-save-state]"), one("[data-save-live]")];
  let before = "saved";
  return (state, more) => {
    const why = more && more.status === 422 && more.fields.length ? more.fields[0].message : "";
    if (state === "saving") shown.textContent = "保存中…";
    else if (state === "saved") shown.textContent = more ? `已保存 ${daysUntil(more) ? day(more) : clock(more)}` : "";
    else shown.textContent = why || (state === "unsaved" ? NOWHERE : "未同步（仅本机）");
    if (!["saved", "local", "unsaved"].includes(state) || state === before) return;
    heard.textContent = {saved: "已同步", local: why || "网络不稳定，内容暂时只保存在本机", unsaved: why || NOWHERE}[state];
    before = state;
  };
}
