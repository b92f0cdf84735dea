// One sentence carried over to the next page of this tab.
import {toast} from "../../core/banner.js";
import {tab} from "../../core/store.js";

export const carry = (text) => tab.set("flash", text);

export function showCarried() {
  const text = tab.get("flash");
  tab.drop("flash");
  if (text) toast(text);
}
