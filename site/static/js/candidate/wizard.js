// What every step of 申请免考 needs: the courses, the drafts, and the application that is being mended (`for`).
import {get} from "../core/api.js";
import {bodyOf, loadDrafts} from "./drafts.js";
import {link, param, ticketRef, useTicket} from "./who.js";

export const EMPTY = {type: "", level: "", number: "", year: "", month: "", province: "", note: "", uploads: []};

const BUSINESS = "exemption";
const MENDABLE = ["submitted", "returned", "rejected"];

export async function loadWizard() {
  const no = param("for");
  const application = no ? await get(`/api/applications/${encodeURIComponent(no)}`) : null;
  if (application) useTicket(application.ref);
  if (application && !MENDABLE.includes(application.state)) return away(application.no);
  const ref = await ticketRef();
  const [page, drafts] = await Promise.all([get(`/api/t/${ref}/exemptions`), loadDrafts({business: BUSINESS, ref})]);
  return wizardOf({ref, page, drafts, application});
}

function wizardOf({ref, page, drafts, application}) {
  const target = application ? application.no : "new";
  const sent = application ? application.rounds[application.rounds.length - 1].content.credentials.map(typed) : null;
  const courses = bodyOf({business: BUSINESS, ref}, drafts, "new", "courses") || {notice_version: "", units: []};
  const units = application ? [application.unit] : page.units.filter((unit) => courses.units.includes(unit.unit) && canChoose(unit)).map((unit) => unit.unit);
  return {
    place: {business: BUSINESS, ref},
    ref, page, drafts, application, target, courses, units,
    unit: (id) => page.units.find((unit) => unit.unit === id),
    sent,
    credentials: (id) => credentialsOf((bodyOf({business: BUSINESS, ref}, drafts, target, `u-${id}`) || {credentials: sent || leftOver(drafts, `u-${id}`)}).credentials),
    mendBy: application && application.state === "returned" ? application.deadline : null,
    window: application && application.state === "returned"
      ? {open: application.can.resubmit, until: application.deadline, text: "补正期限已过"}
      : {open: page.window.state === "open", until: page.window.closes, text: page.window.text},
  };
}

function away(no) {
  location.replace(applicationLink(no));
  return new Promise(() => {});
}

// What was typed into an application that has ended since, and never sent
function leftOver(drafts, step) {
  const [newest] = drafts.filter((draft) => draft.step === step && draft.target !== "new").sort((a, b) => b.saved_at - a.saved_at);
  return newest && newest.body.credentials;
}

const credentialsOf = (credentials) => credentials && credentials.map(typed);

// A credential with all its fields, and none of the page's own
const typed = (credential) => Object.fromEntries(Object.keys(EMPTY).map((name) => [name, credential[name] || EMPTY[name]]));

const CHOOSABLE = ["none", "draft", "rejected", "withdrawn", "expired", "cancelled"];

// Rejected in this term: it goes on in its own application
export const mendsItself = (unit) => unit.state === "rejected" && unit.mendable !== false;

export const canChoose = (unit) => CHOOSABLE.includes(unit.state) && !mendsItself(unit);

export const uploadLink = (wizard, unit, more) => link("/exemptions/upload/", {u: unit, ...(wizard.application ? {for: wizard.target} : {}), ...more});

export const confirmLink = (wizard) => link("/exemptions/confirm/", wizard.application ? {for: wizard.target} : {});

export const applicationLink = (no) => link("/applications/", {no});
