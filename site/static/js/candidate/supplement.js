// 登记成绩: one form per kind under three tabs, each with a draft of its own; or the next round of one application.
import {get} from "../core/api.js";
import {banner} from "../core/banner.js";
import {busy, isLocked} from "../core/busy.js";
import {all, fill, one, show} from "../core/dom.js";
import {clearErrors, showErrors} from "../core/errors.js";
import {loadInto} from "../core/failure.js";
import {today} from "../core/time.js";
import {watchClosing} from "./closing.js";
import {loadDrafts, localKey, served} from "./drafts.js";
import {faultsOf, fieldsOf} from "./form-fields.js";
import {showVersion} from "./notice-version.js";
import {limitsOf} from "./limits.js";
import {pendingOf, resumeAll} from "./pending.js";
import {sending} from "./picture.js";
import {picturesFault} from "./pictures-fault.js";
import {picturesOf} from "./pictures.js";
import {saveState} from "./save-state.js";
import {openSaver} from "./saver.js";
import {sendSupplement} from "./supplement-sending.js";
import {link, param, ticketRef, useTicket} from "./who.js";

export function supplement(main) {
  return loadInto(one("[data-place]", main), () => load(main), (loaded) => draw(main, loaded));
}

async function load(main) {
  const no = param("for");
  const application = no ? await get(`/api/applications/${encodeURIComponent(no)}`) : null;
  if (application) useTicket(application.ref);
  const where = {business: "supplement", ref: await ticketRef()};
  const [page, drafts] = await Promise.all([get(`/api/t/${where.ref}/supplements`), loadDrafts(where)]);
  const sent = application ? application.rounds[application.rounds.length - 1].content : null;
  const known = all("[data-form]", main).map((form) => form.dataset.form);
  const kind = sent ? sent.kind : known.find((one) => one === param("kind")) || known[0];
  return {where, page, drafts, application, sent, kind, target: application ? application.no : "new"};
}

async function draw(main, loaded) {
  const {where, page, drafts, application, sent, kind, target} = loaded;
  if (application && !application.can.edit && !application.can.resubmit) {
    location.replace(link("/applications/", {no: application.no}));
    return;
  }
  tabs(main, kind, application);
  const form = one(`[data-form="${kind}"]`, main);
  const saver = await openSaver({place: where, target, step: kind, drafts, fresh: bodyOf(sent, application), tell: saveState()});
  const fields = fieldsOf(form, {files: main.dataset, changed});
  const pending = pendingOf(localKey(where, target, kind), sending);
  const say = (text) => {
    one("[data-say]", main).textContent = text;
  };
  const pictures = picturesOf({
    place: one("[data-pictures]", form), limits: limitsOf(main), slot: () => kind,
    hooks: {changed, say, pending, beforePicker: () => saver.flush({keepalive: true})},
  });
  let ready = false;

  function changed() {
    if (!ready) return;
    saver.change({values: Object.fromEntries(fields.map((field) => [field.name, field.read()])), text: textOf(fields), uploads: pictures.ids()});
    form.dispatchEvent(new Event("change"));
  }

  fields.forEach((field) => field.write(saver.body.values[field.name] || "", saver.body.text));
  pictures.restore(saver.body.uploads);
  ready = true;
  // Whoever mends is bound to the notice that was read before
  const notices = one("[data-notices]", main);
  const known = application || await showVersion(notices, page.window.notice_version);
  show(one("[data-loading]", main), false);
  if (!known) banner("notice", "warn", "成绩补登说明刚刚更新，本页还不是最新内容，请几分钟后刷新。");
  show(notices, !application);
  show(form, true);
  resumeAll(main, [{key: kind, pictures}], pending, sending);
  const button = one("[data-submit]");
  watchClosing(windowOf(loaded), button, !served(drafts, target, kind));
  button.disabled = false;
  const faults = () => [...faultsOf(fields, today()), ...pictureFaults(form, pictures)];
  const recheck = (id) => (faults().find((fault) => fault.id === id) || {message: ""}).message;
  const send = async () => {
    clearErrors(form);
    if (showErrors(form, faults(), recheck)) return;
    await saver.flush();
    const refused = await sendSupplement({...loaded, notice: page.window.notice_version, button, fields, pictures: pictures.ids(), saver});
    if (refused) showErrors(form, refused);
  };
  button.addEventListener("click", () => isLocked(button) || busy(button, "正在提交…", send));
}

const textOf = (fields) => fields.filter((field) => field.text).map((field) => field.text())[0] || "";

function bodyOf(sent, application) {
  const {kind, uploads, ...values} = sent || {uploads: []};
  return {values, text: application ? application.title : "", uploads};
}

function windowOf({page, application}) {
  if (application && application.state === "returned") return {open: application.can.resubmit, until: application.deadline, text: "补正期限已过"};
  return {open: page.window.state === "open", until: page.window.closes, text: page.window.text};
}

function pictureFaults(form, pictures) {
  const place = one("[data-pictures]", form);
  const message = picturesFault(pictures, place.dataset.missing);
  return message ? [{id: one("input[type=file]", place).id, message}] : [];
}

function tabs(main, kind, application) {
  const bar = one("[data-tabs]", main);
  all("a", bar).forEach((tab) => {
    if (tab.dataset.kind === kind) tab.setAttribute("aria-current", "page");
    else if (application) tab.remove();
    else tab.href = link("/supplements/form/", {kind: tab.dataset.kind});
  });
  if (!application) return;
  fill(one("[data-round]", main), `第 ${application.round + 1} 次提交。提交后，主考学校按新的内容审核，之前提交的内容仍可查看。`);
  show(one("[data-round]", main), true);
}
