// One sentence carried over to the next page of this tab.
import {tab, toast} from "../../core.js";

export const carry = (text) => tab.set("flash", text);

export function showCarried() {
  const text = tab.get("flash");
  tab.drop("flash");
  if (text) toast(text);
}
