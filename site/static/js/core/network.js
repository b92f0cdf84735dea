// Tells of a lost network in one line, whether the browser knows it or a call has found out.
import {banner, endBanner, toast} from "./banner.js";

const LOST = "网络已断开。已填写的内容还在，恢复后可以继续";
let lost = false;

export function network(works) {
  if (works === !lost) return;
  lost = !works;
  if (lost) banner("offline", "warn", LOST);
  else {
    endBanner("offline");
    toast("网络已恢复");
    document.dispatchEvent(new Event("kaoji:online"));
  }
}

export const isOffline = () => lost;

export function watchNetwork() {
  if (navigator.onLine === false) network(false);
  addEventListener("offline", () => network(false));
  addEventListener("online", () => network(true));
}
