// Keeps one step of a form: on this device at every change, on the server soon after, and always before leaving.
import {send} from "../core/api.js";
import {device} from "../core/store.js";
import {now} from "../core/time.js";
import {dialogs} from "./dialogs-file.js";
import {choose, draftPath, loadDrafts, localKey, otherKey, reconcile, served} from "./drafts.js";

const [EVERY, SOON] = [15000, 1500];

// `fresh` is the body where there is none; `tell(state, more)` hears pending, unsaved (not even on this device), saving,
// saved (more: when) and local (more: why).
export async function openSaver({place, target, step, drafts, fresh, tell}) {
  const key = localKey(place, target, step);
  const start = await reconcile(key, served(drafts, target, step));
  let ver = start.ver;
  let held = JSON.stringify(start.body || fresh);
  let done = start.dirty ? "" : held;
  let [last, timer, running, sent, why, safe, over] = [0, null, null, "", null, true, false];
  let at = start.at || now();

  function keep() {
    safe = device.set(key, {body: JSON.parse(held), ver, dirty: held !== done, sent, at});
  }

  // Counted from the first change, so that steady typing is saved too
  function later() {
    if (!timer) timer = setTimeout(flush, Math.max(SOON, last + EVERY - Date.now()));
  }

  function change(body) {
    const text = JSON.stringify(body);
    if (text === held) return;
    [held, at] = [text, now()];
    keep();
    tell(safe ? "pending" : "unsaved");
    later();
  }

  async function flush(options) {
    clearTimeout(timer);
    timer = null;
    while (running) await running;
    if (held === done || over) return true;
    running = put(held, options || {});
    const saved = await running.finally(() => {
      running = null;
    });
    if (held !== done) later();
    return saved;
  }

  async function put(text, options) {
    [sent, last] = [text, Date.now()];
    keep();
    tell("saving");
    try {
      const answer = await send("PUT", draftPath(place), {target, step, body: JSON.parse(text), ver}, {quiet: true, ...options});
      [ver, done] = [answer.ver, text];
      keep();
      if (held === done) tell("saved", answer.saved_at);
      else tell(safe ? "pending" : "unsaved");
      return true;
    } catch (problem) {
      return refused(problem, text, options).catch((further) => refused(further, text, options));
    }
  }

  async function refused(problem, text, options) {
    if (problem.status === undefined) throw problem;
    if (problem.code !== "draft_conflict") {
      why = problem;
      tell(safe ? "local" : "unsaved", problem);
      return false;
    }
    const remote = served(await loadDrafts(place), target, step);
    ver = remote ? remote.ver : 0;
    if (remote && JSON.stringify(remote.body) !== text && (await choose(key, {body: JSON.parse(text), at}, remote)) === "theirs") {
      device.drop(key);
      location.reload();
      return new Promise(() => {});
    }
    return put(text, options);
  }

  function replace(body) {
    [held, at] = [JSON.stringify(body), now()];
    keep();
    location.reload();
  }

  tell(start.dirty ? "local" : "saved", start.dirty ? null : start.savedAt);
  watch(flush, later, () => held === done, () => safe);
  if (start.dirty) later();
  if (device.get(otherKey(key))) dialogs().then(({otherCopy}) => otherCopy(otherKey(key), () => ({body: JSON.parse(held), at}), replace), () => {});
  // What was typed has been sent: nothing of it is a draft any more
  const end = () => {
    over = true;
    clearTimeout(timer);
    device.drop(key);
    device.drop(otherKey(key));
  };
  return {body: JSON.parse(held), change, flush, end, why: () => why, ver: () => ver};
}

function watch(flush, later, clean, safe) {
  const leaving = () => flush({keepalive: true, tries: 1});
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leaving());
  addEventListener("pagehide", leaving);
  addEventListener("beforeunload", (event) => clean() || safe() || event.preventDefault());
  document.addEventListener("focusout", () => clean() || later());
  document.addEventListener("kaoji:online", () => flush());
  document.addEventListener("kaoji:save", (event) => event.detail.push(flush()));
}
