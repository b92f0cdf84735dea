// The console's calls: path, signing in again in place, and the code once more where the server wants it.
import {Problem, configure, get, send} from "../../core/api.js";
import {randomKey} from "../../core/keys.js";
import {tab} from "../../core/store.js";
import {dialogs} from "./dialogs-file.js";
import {network} from "./network.js";

const ROOT = "/api/review/";
let signing = null;

export function connect() {
  configure({signedOut, network, refresh: `${ROOT}session`});
}

// However many calls find the session gone: one dialog. Who was not signed in here goes to the sign-in page.
function signedOut() {
  if (!tab.get("reviewer")) {
    tab.set("after", location.pathname + location.search);
    location.replace("/");
    return new Promise(() => {});
  }
  if (!signing) {
    signing = dialogs().then(({signInAgain}) => signInAgain(send)).finally(() => {
      signing = null;
    });
  }
  return signing;
}

export const read = (path, options) => get(ROOT + path, options);

// One key for the whole attempt: whatever is repeated, happens once.
export async function write(path, body, options) {
  const once = {key: randomKey(), ...options};
  try {
    return await send("POST", ROOT + path, body, once);
  } catch (problem) {
    if (problem.code !== "step_up_required") throw problem;
    const {stepUp} = await dialogs();
    if (!(await stepUp(send))) throw new Problem(403, {code: "step_up_refused", message: "没有输入动态验证码，尚未提交"});
    return send("POST", ROOT + path, body, once);
  }
}

// Said while the page goes away: nobody waits for the answer.
export function say(path) {
  send("POST", ROOT + path, {}, {keepalive: true, tries: 1}).catch(() => {});
}
