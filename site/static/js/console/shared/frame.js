// The header: who is signed in, the keys, the way out.
import {busy} from "../../core/busy.js";
import {one} from "../../core/dom.js";
import {tab} from "../../core/store.js";
import {askKeys, markKeys} from "./keys.js";
import {connect, write} from "./review.js";
import {reviewer} from "./reviewer.js";
import {keepRoom} from "./room.js";

export async function frame(root) {
  connect();
  keepRoom();
  markKeys();
  one("[data-keys]", root).addEventListener("click", askKeys);
  const out = one("[data-sign-out]", root);
  out.addEventListener("click", () => busy(out, "退出中…", leave));
  const who = await reviewer();
  one("[data-who]", root).textContent = [who.name, who.scope && who.scope.text].filter(Boolean).join(" · ");
}

// What this tab kept is wiped even where the server cannot be reached.
async function leave() {
  await write("session/end", {}, {tries: 1, timeout: 5000}).catch(() => {});
  tab.wipe("");
  location.assign("/");
}
