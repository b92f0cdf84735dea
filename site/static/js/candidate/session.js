// The session has ended: where something may have been typed one signs in again in place, elsewhere on the login page.
import {Problem} from "../core/api.js";
import {one} from "../core/dom.js";
import {later} from "../core/later.js";

let open = null;
let declined = false;

// Resolves when signed in again; rejects when people put it off. The form is fetched when it is needed.
export function signedOut(options) {
  const place = one("#sign-in");
  if (options.quiet && declined) return Promise.reject(expired());
  if (!place || one("main [data-loading]:not([hidden])")) return toLogin();
  if (!open) {
    open = here(place).finally(() => {
      open = null;
    });
  }
  return open;
}

async function here(place) {
  const module = await later(place.dataset.script).catch(toLogin);
  declined = !(await module.signInHere());
  if (declined) throw expired();
}

const expired = () => new Problem(401, {code: "signed_out", message: "登录已过期，已填写的内容保存在本机"});

function toLogin() {
  const here = location.pathname + location.search;
  location.replace(here === "/" ? "/login/" : `/login/?next=${encodeURIComponent(here)}`);
  return new Promise(() => {});
}
