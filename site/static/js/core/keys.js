// One idempotency key per thing that may happen once: kept in the tab until the server has answered.
import {tab} from "./store.js";

export function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function keyFor(purpose) {
  const kept = tab.get(`key:${purpose}`);
  if (kept) return kept;
  const made = randomKey();
  tab.set(`key:${purpose}`, made);
  return made;
}

export function answered(purpose) {
  tab.drop(`key:${purpose}`);
}
