// Saves one step at once and without a page of its own; a newer copy elsewhere is kept and built upon.
import {send} from "../core/api.js";
import {device} from "../core/store.js";
import {draftPath, loadDrafts, localKey, served} from "./drafts.js";

export async function saveNow(wizard, step, body) {
  const {place, target} = wizard;
  const put = (drafts) => {
    const known = served(drafts, target, step);
    return send("PUT", draftPath(place), {target, step, body, ver: known ? known.ver : 0});
  };
  let answer;
  try {
    answer = await put(wizard.drafts);
  } catch (problem) {
    if (problem.code !== "draft_conflict") throw problem;
    answer = await put(await loadDrafts(place));
  }
  device.set(localKey(place, target, step), {body, ver: answer.ver, dirty: false, sent: ""});
}
