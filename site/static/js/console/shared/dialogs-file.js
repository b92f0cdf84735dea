// Where the dialogs are: a file of their own, fetched when one is first needed.
import {Problem} from "../../core/api.js";
import {one} from "../../core/dom.js";
import {later} from "../../core/later.js";

export const dialogs = () => later(one("[data-dialogs]").dataset.dialogs).catch(() => {
  throw new Problem(0, {code: "network", message: "网络不稳定，请检查网络后重试"});
});
