// The header: who is signed in, the keys, the way out.
import {busy} from "../../core/busy.js";
import {all, one, show} from "../../core/dom.js";
import {device, tab} from "../../core/store.js";
import {askKeys, markKeys} from "./keys.js";
import {connect, write} from "./review.js";
import {reviewer} from "./reviewer.js";
import {keepRoom} from "./room.js";

export async function frame(root) {
  connect();
  keepRoom();
  markKeys();
  // A page that the browser kept shows nothing to whoever goes back after signing out.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  one("[data-keys]", root).addEventListener("click", askKeys);
  const out = one("[data-sign-out]", root);
  out.addEventListener("click", () => busy(out, "退出中…", leave));
  try {
    const who = await reviewer();
    all("[data-roles]").forEach((link) => show(link, link.dataset.roles.split(" ").includes(who.role)));
    one("[data-who]", root).textContent = [who.name, who.scope && who.scope.text].filter(Boolean).join(" · ");
  } catch (problem) {
    // The page itself says what is wrong.
    if (problem.status === undefined) throw problem;
  }
}

// What this tab kept is wiped even where the server cannot be reached; how a reviewer likes to work stays.
async function leave() {
  const habits = ["keys", "next"].map((name) => [name, device.get(name)]);
  await write("session/end", {}, {tries: 1, timeout: 5000}).catch(() => {});
  tab.wipe("");
  for (const [name, value] of habits) if (value !== null) device.set(name, value);
  location.assign("/");
}
