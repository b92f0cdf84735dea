// Watches the end of the session, in whichever tab it was put off last; the words are fetched when it comes near.
import {get} from "../core/api.js";
import {endBanner} from "../core/banner.js";
import {device} from "../core/store.js";
import {now, sessionEnds} from "../core/time.js";
import {dialogs} from "./dialogs-file.js";

const AHEAD = 300000;

export function watchIdle() {
  setInterval(check, 15000);
  document.addEventListener("visibilitychange", check);
}

function ends() {
  const shared = device.get("until") || 0;
  if (sessionEnds() > shared) device.set("until", sessionEnds());
  return Math.max(shared, sessionEnds());
}

async function check() {
  const left = ends() - now();
  if (left > AHEAD || !ends()) endBanner("idle");
  else dialogs().then(({idleLine}) => idleLine(left, extend), () => {});
}

// Also signs in again in place once the session has ended
async function extend() {
  device.drop("until");
  await get("/api/session");
  endBanner("idle");
  check();
}
