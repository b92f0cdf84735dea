// The half-years that businesses are done in, as lists to choose from.
import {today} from "../../core/time.js";

// [["2026H2", "2026年下半年"], …]: the half-year of today and those before it
export function terms(count) {
  const [year, month] = today().split("-").map(Number);
  const now = year * 2 + (month > 6 ? 1 : 0);
  return Array.from({length: count}, (_, back) => now - back).map((half) =>
    [`${half >> 1}H${(half & 1) + 1}`, `${half >> 1}年${half & 1 ? "下" : "上"}半年`]);
}
