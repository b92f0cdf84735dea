// What every part of 申请毕业 needs: the page as the server sees it, the drafts, and the round that is mended.
import {get} from "../core/api.js";
import {bodyOf, loadDrafts} from "../candidate/drafts.js";
import {link, ticketRef} from "../candidate/who.js";
import {isLocked} from "./mending.js";

// Which part of what is sent each draft step holds, in the order of the form
const FIELDS = {
  person: ["person"], scores: ["scores", "seen"], explanations: ["explanations"], evaluation: ["evaluation"], diploma: ["diploma"],
};

export const STEPS = Object.keys(FIELDS);

export async function loadGraduation() {
  const ref = await ticketRef();
  const place = {business: "graduation", ref};
  const [page, drafts] = await Promise.all([get(`/api/t/${ref}/graduation`), loadDrafts(place)]);
  const {sent, target} = page;
  const before = sent && (sent.no === target || !LIVE.includes(sent.state)) ? await get(`/api/applications/${sent.no}`) : null;
  return graduationOf({ref, place, page, drafts, target, before});
}

const LIVE = ["submitted", "under_review", "approved"];

function graduationOf({ref, place, page, drafts, target, before}) {
  const application = target === "new" ? null : before;
  const round = before && before.rounds[before.rounds.length - 1];
  const {notice_version: accepted = ""} = bodyOf(place, drafts, "new", "notice") || {};
  const wanted = page.window.notice_version;
  const data = {
    ref, place, page, drafts, target, application, accepted,
    path: `/api/t/${ref}/graduation`,
    // The text of the window was read; whoever mends has read it before
    isRead: Boolean(application || (accepted && (!wanted || accepted === wanted))),
    window: windowOf(page, application),
    parts: application && application.state === "returned" ? round.parts : [],
    task: (step) => page.tasks.find((one) => one.step === step),
    // What a step starts with where it has no draft: what was sent and is mended
    sent: (step) => application && partOf(round.content, step),
    // What was typed or sent before, and helps to begin anew
    earlier: (step) => leftOver(drafts, step) || (round && partOf(round.content, step)),
    said: (step) => (!isLocked(data, step) && bodyOf(place, drafts, target, step)) || data.sent(step) || {},
  };
  const mayChange = page.photo && !isLocked(data, "photo");
  const sentPhoto = application ? round.content.photo : "";
  return Object.assign(data, {sentPhoto, photo: mayChange ? page.photo.id : sentPhoto});
}

function windowOf({window}, application) {
  return application && application.state === "returned"
    ? {open: application.can.resubmit, until: application.deadline, text: "补正期限已过"}
    : {open: window.state === "open", until: window.closes, text: window.text};
}

const partOf = (content, step) => Object.fromEntries(FIELDS[step].filter((name) => content[name]).map((name) => [name, content[name]]));

// Of an application that has ended since, and was never sent
function leftOver(drafts, step) {
  const [newest] = drafts.filter((draft) => draft.step === step && draft.target !== "new").sort((a, b) => b.saved_at - a.saved_at);
  return newest && newest.body;
}

// The diploma takes pictures, and has a page of its own
export const stepLink = (step, more) => (step === "diploma" ? link("/graduation/diploma/", more) : link("/graduation/apply/", {step, ...more}));
