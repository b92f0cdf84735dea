// Drafts of one wizard: what the server has, what this device has, and which of the two holds.
import {get} from "../core/api.js";
import {device} from "../core/store.js";
import {dialogs} from "./dialogs-file.js";

// A draft stands under its business and ticket: {business, ref}.
export const draftPath = ({business, ref}) => `/api/t/${ref}/drafts/${business}`;

export const localKey = ({business, ref}, target, step) => `draft:${ref}:${business}:${target}:${step}`;

// Where the copy stays that was not chosen
export const otherKey = (key) => `other:${key}`;

export const loadDrafts = async (place) => (await get(draftPath(place))).drafts;

export const served = (drafts, target, step) => drafts.find((draft) => draft.target === target && draft.step === step) || null;

// What was typed last: this device's copy where the server has not got it yet
export function bodyOf(place, drafts, target, step) {
  const local = device.get(localKey(place, target, step));
  const remote = served(drafts, target, step);
  return local && local.dirty ? local.body : remote ? remote.body : null;
}

export function wipeDrafts(place, target, step) {
  const start = localKey(place, target, step || "");
  device.wipe(start);
  device.wipe(otherKey(start));
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// {body, ver, dirty, at}; asks only when both sides have changed since they last agreed.
export async function reconcile(key, remote) {
  const local = device.get(key);
  const ver = remote ? remote.ver : 0;
  const theirs = () => ({body: remote ? remote.body : null, ver, dirty: false, savedAt: remote && remote.saved_at, at: remote && remote.saved_at});
  if (!local || !local.dirty || (remote && same(local.body, remote.body))) return theirs();
  const ours = !remote || remote.ver === local.ver || JSON.stringify(remote.body) === local.sent;
  if (ours || (await choose(key, local, remote)) === "mine") return {body: local.body, ver, dirty: true, at: local.at};
  device.drop(key);
  return theirs();
}

// Which of two copies goes on; the other one stays on this device
export const choose = (key, mine, remote) => dialogs().then(({twoCopies}) => twoCopies(otherKey(key), mine, remote));
