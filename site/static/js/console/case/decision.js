// The decision: pass, return or reject; what stands in the way of a pass is listed, never guessed.
import {busy, lock, unlock} from "../../core/busy.js";
import {all, fill, focusOn, one, show} from "../../core/dom.js";
import {clearErrors, showErrors} from "../../core/errors.js";
import {drawBlockers, goTo} from "./blockers.js";
import {answersOf, hindrances} from "./checks.js";
import {isSignature} from "./names.js";
import {drawReasons, passBody, rejectBody, rejectFaults, rejectPreview} from "./rejecting.js";
import {drawItems, returnBody, returnFaults, returnPreview, tickOnly} from "./returning.js";
import {isTouched} from "./typed.js";

// `send(body, form)` decides; `page` is the whole desk (the ticks stand in another column).
export function decision(page, found, parts, send) {
  const root = one("[data-decision]", page);
  const forms = {return: one("[data-form=return]", root), reject: one("[data-form=reject]", root)};
  const kinds = {
    return: {body: () => returnBody(forms.return), faults: returnFaults, preview: (body) => returnPreview(body, found, parts)},
    reject: {body: () => rejectBody(forms.reject), faults: (body) => rejectFaults(body, found), preview: (body) => rejectPreview(body, found)},
  };
  const pass = one("[data-outcome=pass]", root);
  let allowed = false;

  drawItems(forms.return, found, parts);
  drawReasons(forms.reject, found);
  show(one("[data-outcome=return]", root), found.can.send_back);
  one("[data-mending]", root).textContent = found.can.send_back ? `退回补正后：考生${found.mending}` : found.mending;
  pass.textContent = isSignature(found.stage) ? "登记现场签字" : `${found.stage_text}通过`;
  // Where a pass stands on more than what was sent, the decision says what was seen of it, and what was checked.
  const grounds = () => (found.basis ? {basis: found.basis, tasks: answersOf(page)} : {});

  function open(kind) {
    show(one("[data-choose]", root), !kind);
    for (const name of Object.keys(forms)) show(forms[name], name === kind);
    if (kind) preview(kind);
  }

  function start(kind) {
    if (!allowed || one(`[data-outcome=${kind}]`, root).hidden) return;
    if (kind === "return") tickOnly(forms.return);
    open(kind);
    root.scrollIntoView({block: "nearest"});
    focusOn(one("h3", forms[kind]));
  }

  function close(kind) {
    clearErrors(forms[kind]);
    open(null);
    one(`[data-outcome=${kind}]`, root).focus();
  }

  function preview(kind) {
    fill(one("[data-preview]", forms[kind]), kinds[kind].preview(kinds[kind].body()));
  }

  function update(can) {
    if (can !== undefined) allowed = can;
    if (!pass.isConnected) return;
    one("[data-after-pass]", root).textContent = allowed ? `通过后：${found.next_stage_text}` : "";
    const left = hindrances(page);
    drawBlockers(one("#blockers", root), left, allowed, found.can.send_back);
    if (!allowed || left.length) lock(pass, "blockers");
    else unlock(pass);
    all("[data-outcome]:not([data-outcome=pass]), [data-form] [type=submit]", root).forEach((button) => (allowed ? unlock(button) : lock(button)));
  }

  // A button comes out of its work unlocked: what is allowed is judged anew.
  const press = (button, work) => busy(button, "提交中…", work).then(() => update());

  pass.addEventListener("click", () => {
    const [first] = hindrances(page);
    if (allowed && first) goTo(first.id);
    else press(pass, () => send({...passBody(), ...grounds()}));
  });
  for (const kind of Object.keys(forms)) {
    const form = forms[kind];
    one(`[data-outcome=${kind}]`, root).addEventListener("click", () => start(kind));
    one("[data-cancel]", form).addEventListener("click", () => close(kind));
    for (const name of ["input", "change"]) form.addEventListener(name, () => preview(kind));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearErrors(form);
      const body = kinds[kind].body();
      if (!showErrors(form, kinds[kind].faults(body))) press(one("[type=submit]", form), () => send({...body, ...grounds()}, form));
    });
  }
  return {
    update,
    open: start,
    focusPass: () => {
      open(null);
      pass.focus();
    },
    // What was typed before the page was left stands open again.
    reopen: () => open(Object.keys(forms).find((name) => isTouched(forms[name])) || null),
  };
}
