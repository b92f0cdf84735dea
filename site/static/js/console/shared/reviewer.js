// Who is signed in: known from the sign-in, or asked once per tab.
import {tab} from "../../core/store.js";
import {read} from "./review.js";

let asked = null;

export function reviewer() {
  const known = tab.get("reviewer");
  if (known) return Promise.resolve(known);
  asked = asked || read("session").then((who) => {
    tab.set("reviewer", who);
    return who;
  });
  return asked;
}
