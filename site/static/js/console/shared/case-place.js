// Where a case is shown, and the neighbours it has in the list it was opened from.
import {tab} from "../../core/store.js";

export const caseAddress = (id) => `/case/?id=${encodeURIComponent(id)}`;

export const registerAddress = (id) => `/registers/?id=${encodeURIComponent(id)}`;

export const keepList = (ids) => tab.set("list", ids);

export function neighbours(id) {
  const ids = tab.get("list") || [];
  const at = ids.indexOf(id);
  return {before: at > 0 ? ids[at - 1] : null, after: at >= 0 && at < ids.length - 1 ? ids[at + 1] : null};
}
