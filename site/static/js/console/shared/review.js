// The console's calls: path, signing in again in place, and the code once more where the server wants it. Those of the
// office have a path of their own.
import {Problem, configure, get, send} from "../../core/api.js";
import {randomKey} from "../../core/keys.js";
import {tab} from "../../core/store.js";
import {dialogs} from "./dialogs-file.js";
import {network} from "./network.js";

const ROOT = "/api/review/";
const OFFICE = "/api/office/";
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

export const readOffice = (path, options) => get(OFFICE + path, options);

export const write = (path, body, options) => sent(ROOT + path, body, options);

export const writeOffice = (path, body, options) => sent(OFFICE + path, body, options);

// One key for the whole attempt: whatever is repeated, happens once.
async function sent(path, body, options) {
  const once = {key: randomKey(), ...options};
  try {
    return await send("POST", path, body, once);
  } catch (problem) {
    if (problem.code !== "step_up_required") throw problem;
    const {stepUp} = await dialogs();
    if (!(await stepUp(send))) throw new Problem(403, {code: "step_up_refused", message: "没有输入动态验证码，尚未提交"});
    return send("POST", path, body, once);
  }
}

// Said while the page goes away: nobody waits for the answer.
export function say(path) {
  send("POST", ROOT + path, {}, {keepalive: true, tries: 1}).catch(() => {});
}
