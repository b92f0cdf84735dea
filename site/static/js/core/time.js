// The server's clock, read in Asia/Shanghai. Instants are milliseconds since 1970, UTC.

const EIGHT_HOURS = 28800000;
const DAY = 86400000;
let ahead = 0;
let ends = 0;

export function observe(headers) {
  ends = Number(headers.get("X-Until")) || ends;
  const given = headers.get("X-Now");
  const instant = given ? Number(given) || Date.parse(given) : Date.parse(headers.get("Date") || "");
  if (instant) ahead = instant - Date.now();
}

// When the session ends without another call, as the server last said; 0 where it said nothing
export const sessionEnds = () => ends;

export const now = () => Date.now() + ahead;

const local = (instant) => new Date(instant + EIGHT_HOURS);

export const clock = (instant) => local(instant).toISOString().slice(11, 16);

// 12月14日 17:00, with the year where it is not this year
export function day(instant) {
  const moment = local(instant);
  const year = moment.getUTCFullYear();
  const prefix = year === local(now()).getUTCFullYear() ? "" : `${year}年`;
  return `${prefix}${moment.getUTCMonth() + 1}月${moment.getUTCDate()}日 ${clock(instant)}`;
}

export function fullDay(instant) {
  const moment = local(instant);
  return `${moment.getUTCFullYear()}年${moment.getUTCMonth() + 1}月${moment.getUTCDate()}日 ${clock(instant)}`;
}

// "2026-10" reads 2026年10月
export function month(text) {
  const parts = /^(\d{4})-(\d{2})/.exec(text || "");
  return parts ? `${parts[1]}年${parts[2]}月` : text || "";
}

// The month an instant lies in, in the same words
export const monthOf = (instant) => month(local(instant).toISOString());

// 2026-11-26
export const today = () => local(now()).toISOString().slice(0, 10);

// Calendar days in Shanghai to that day, from today or as of another time
export function daysUntil(instant, at = now()) {
  return Math.floor((instant + EIGHT_HOURS) / DAY) - Math.floor((at + EIGHT_HOURS) / DAY);
}

export function left(instant, at = now()) {
  const days = daysUntil(instant, at);
  if (days > 0) return `还有 ${days} 天`;
  const minutes = Math.floor((instant - at) / 60000);
  if (minutes >= 60) return `还剩 ${Math.floor(minutes / 60)} 小时`;
  return minutes > 0 ? `还剩 ${minutes} 分钟` : "即将截止";
}
