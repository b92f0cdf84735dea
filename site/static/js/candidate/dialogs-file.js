// Where the dialogs are: a file of their own, fetched when one is first needed.
import {Problem} from "../core/api.js";
import {banner} from "../core/banner.js";
import {one} from "../core/dom.js";
import {later} from "../core/later.js";
import {words} from "../core/words.js";

export const file = (url) => later(url).catch(() => {
  throw new Problem(0, {});
});

export const dialogs = () => file(one("[data-dialogs]").dataset.dialogs);

// For a button that opens one: a failure is told, after `what` did not happen; the button can be pressed again. `from`
// is another file than the dialogs.
export function opening(open, what = "", from = dialogs) {
  return from().then(open).catch((problem) => {
    if (problem.status === undefined) throw problem;
    banner("dialog", "bad", what + words(problem));
  });
}
