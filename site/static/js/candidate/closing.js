// The end of the window: said in time, and when it comes the sending stops while everything typed stays.
import {banner, endBanner} from "../core/banner.js";
import {lock} from "../core/busy.js";
import {day, daysUntil, left, now} from "../core/time.js";

const CLOSED = "本次办理已截止，草稿已保留";

// `until` is the end of the window, or the day by which a returned case must be mended
export function watchClosing({open, until, text}, button, nothingKept) {
  if (!open) {
    closed(button, nothingKept || !text ? text : `${text}，草稿已保留`);
    return;
  }
  if (!until) return;
  const rest = until - now();
  if (daysUntil(until) <= 3) banner("closing", "warn", `本次办理 ${day(until)} 截止，${left(until)}，请尽快提交。`);
  if (rest < 86400000) setTimeout(() => closed(button), Math.max(0, rest));
}

export function closed(button, text) {
  endBanner("closing");
  const line = banner("closed", "warn", text || CLOSED);
  line.id = "closed-reason";
  if (button) lock(button, line.id);
}
