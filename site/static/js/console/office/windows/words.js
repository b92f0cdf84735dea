// How windows read.
import {clock, today} from "../../../core/time.js";

const EIGHT_HOURS = 28800000;

// 2026H2 reads 2026年下半年
export const termText = (term) => term.replace(/^(\d{4})H([12])$/, (_, year, half) => `${year}年${half === "1" ? "上" : "下"}半年`);

// The half-year of today, as a term is written
export const termNow = () => `${today().slice(0, 4)}H${Number(today().slice(5, 7)) > 6 ? 2 : 1}`;

// As it is typed: 2026-12-01 08:30
export const typed = (instant) => `${new Date(instant + EIGHT_HOURS).toISOString().slice(0, 10)} ${clock(instant)}`;

// 星期二 of the day that somebody typed, in any of the ways the server reads; "" where that is no day
export function weekday(text) {
  const parts = /^\s*(\d{4})\D(\d{1,2})\D(\d{1,2})/.exec(text);
  const date = parts && new Date(Date.UTC(parts[1], parts[2] - 1, parts[3]));
  return date && date.getUTCDate() === Number(parts[3]) ? `星期${"日一二三四五六"[date.getUTCDay()]}` : "";
}

export const nameOf = ({title, term, owner_name: owner}) => `${title} ${termText(term)} ${owner}`;
