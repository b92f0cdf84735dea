// Phones may end the page while the camera is open. A mark set before that tells the next page what happened.
import {device} from "../core/store.js";

const KEY = "picker";
const HOUR = 3600000;
const page = () => location.pathname + location.search;

export function pickerOpens(slot) {
  device.set(KEY, {page: page(), slot, at: Date.now()});
  addEventListener("focus", () => setTimeout(pickerCloses, 1500), {once: true});
}

export function pickerCloses() {
  device.drop(KEY);
}

// The slot that was waiting for a picture when the page went away, once; or null
export function interrupted() {
  const mark = device.get(KEY);
  device.drop(KEY);
  return mark && mark.page === page() && Date.now() - mark.at < HOUR ? mark.slot : null;
}
