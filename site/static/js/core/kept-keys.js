// One idempotency key per thing that may happen once: kept in the tab until the server has answered.
import {randomKey} from "./keys.js";
import {tab} from "./store.js";

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
