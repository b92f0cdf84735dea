// What every step of a form with several needs: the page as the server sees it, the drafts, and the round that is mended.
import {get} from "../core/api.js";
import {bodyOf, loadDrafts} from "../candidate/drafts.js";
import {ticketRef} from "../candidate/who.js";
import {isLocked} from "./mending.js";

const LIVE = ["submitted", "under_review", "approved"];

// `flow` = {business, path: of its page in the interface, home: its own page, places: of each step its number (0: comes
// before them) and title, link(step, more), partOf(content, step): what of a round the step holds}. The business adds
// `task(step)` = {state, reopened, missing}.
export async function loadSteps(flow) {
  const ref = await ticketRef();
  const place = {business: flow.business, ref};
  const path = `/api/t/${ref}/${flow.path}`;
  const [page, drafts] = await Promise.all([get(path), loadDrafts(place)]);
  const {sent, target} = page;
  const before = sent && (sent.no === target || !LIVE.includes(sent.state)) ? await get(`/api/applications/${sent.no}`) : null;
  return dataOf({flow, ref, place, path, page, drafts, target, before});
}

function dataOf({before, ...rest}) {
  const {flow, place, page, drafts, target} = rest;
  const application = target === "new" ? null : before;
  const round = before && before.rounds[before.rounds.length - 1];
  const {notice_version: accepted = ""} = bodyOf(place, drafts, "new", "notice") || {};
  const wanted = page.window.notice_version;
  const data = {
    ...rest, application, accepted,
    // The text of the window was read; whoever mends has read it before
    isRead: Boolean(application || (accepted && (!wanted || accepted === wanted))),
    window: windowOf(page, application),
    parts: application && application.state === "returned" ? round.parts : [],
    // What a step starts with where it has no draft: what was sent and is mended
    sent: (step) => application && flow.partOf(round.content, step),
    // What was typed or sent before, and helps to begin anew
    earlier: (step) => leftOver(drafts, step) || (round && flow.partOf(round.content, step)),
    said: (step) => (!isLocked(data, step) && bodyOf(place, drafts, target, step)) || data.sent(step) || {},
  };
  return data;
}

function windowOf({window}, application) {
  return application && application.state === "returned"
    ? {open: application.can.resubmit, until: application.deadline, text: "补正期限已过"}
    : {open: window.state === "open", until: window.closes, text: window.text};
}

// Of an application that has ended since, and was never sent
function leftOver(drafts, step) {
  const [newest] = drafts.filter((draft) => draft.step === step && draft.target !== "new").sort((a, b) => b.saved_at - a.saved_at);
  return newest && newest.body;
}
