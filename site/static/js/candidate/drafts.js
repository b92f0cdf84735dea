// Drafts of one wizard: what the server has, what this device has, and which of the two holds.
import {get} from "../core/api.js";
import {device} from "../core/store.js";
import {day} from "../core/time.js";
import {dialogs} from "./dialogs-file.js";

// A draft stands under its business and ticket: {business, ref}.
export const draftPath = ({business, ref}) => `/api/t/${ref}/drafts/${business}`;

export const localKey = ({business, ref}, target, step) => `draft:${ref}:${business}:${target}:${step}`;

export const loadDrafts = async (place) => (await get(draftPath(place))).drafts;

export const served = (drafts, target, step) => drafts.find((draft) => draft.target === target && draft.step === step) || null;

// What was typed last: this device's copy where the server has not got it yet
export function bodyOf(place, drafts, target, step) {
  const local = device.get(localKey(place, target, step));
  const remote = served(drafts, target, step);
  return local && local.dirty ? local.body : remote ? remote.body : null;
}

export function wipeDrafts(place, target, step) {
  device.wipe(localKey(place, target, step || ""));
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// {body, ver, dirty}; asks only when both sides have changed since they last agreed.
export async function reconcile(key, remote) {
  const local = device.get(key);
  const ver = remote ? remote.ver : 0;
  if (!local || !local.dirty || (remote && same(local.body, remote.body))) {
    return {body: remote ? remote.body : null, ver, dirty: false, savedAt: remote && remote.saved_at};
  }
  const ours = !remote || remote.ver === local.ver || JSON.stringify(remote.body) === local.sent;
  if (ours || (await choose(remote.saved_at)) === "mine") return {body: local.body, ver, dirty: true};
  device.drop(key);
  return {body: remote.body, ver, dirty: false, savedAt: remote.saved_at};
}

export async function choose(savedAt) {
  const {ask} = await dialogs();
  const choice = await ask({
    title: "另一处保存了新内容",
    text: `另一台设备或另一个页面于 ${savedAt ? day(savedAt) : "刚才"} 保存了新内容。您要用哪一份？`,
    choices: [
      {label: "使用新的", value: "theirs"},
      {label: "保留本页", value: "mine", kind: "second"},
    ],
  });
  return choice || "mine";
}
