// 保存中… / 已保存 10:32 / 未同步（仅本机）: never claims more than the server said.
import {one} from "../core/dom.js";
import {clock, day, daysUntil} from "../core/time.js";

export function saveState() {
  const [shown, heard] = [one("[data-save-state]"), one("[data-save-live]")];
  let wasLocal = false;
  return (state, more) => {
    if (state === "saving") shown.textContent = "保存中…";
    else if (state === "pending") shown.textContent = "未同步（仅本机）";
    else if (state === "saved") {
      shown.textContent = more ? `已保存 ${daysUntil(more) ? day(more) : clock(more)}` : "";
      if (wasLocal) heard.textContent = "已同步";
    } else {
      const why = more && more.status === 422 && more.fields.length ? more.fields[0].message : "";
      shown.textContent = why || "未同步（仅本机）";
      if (!wasLocal) heard.textContent = why || "网络不稳定，内容暂时只保存在本机";
    }
    if (state === "saved" || state === "local") wasLocal = state === "local";
  };
}
