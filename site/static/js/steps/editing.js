// One step of a form: its draft, what is wrong with it, 上一步 and 下一步.
import {one} from "../core/dom.js";
import {clearErrors, showErrors} from "../core/errors.js";
import {leaveBy} from "../candidate/leave.js";
import {saveState} from "../candidate/save-state.js";
import {openSaver} from "../candidate/saver.js";
import {link, param} from "../candidate/who.js";
import {isLocked} from "./mending.js";

// `form.read()` gives the body, `form.faults()` what keeps it here, `form.idOf(path)` the control of a server's fault,
// `form.onward()` the step after this one where it is not the next in order. Gives {body, changed}: what was typed last,
// and what to call after every change.
export async function editing(main, data, step) {
  const {place, target, drafts} = data;
  const saver = await openSaver({place, target, step, drafts, fresh: data.sent(step) || {}, tell: saveState()});
  const begun = Object.keys(saver.body).length > 0;
  return {
    body: begun ? saver.body : data.earlier(step) || {},
    saver,
    open: (form) => open(main, data, step, saver, form),
  };
}

function open(main, data, step, saver, form) {
  const [back, next] = [one("[data-back]"), one("[data-next]")];
  const place = one(`[data-step=${step}]`, main);
  const recheck = (id) => (form.faults().find((fault) => fault.id === id) || {message: ""}).message;
  const leave = (button, target) => {
    saver.change(form.read());
    return leaveBy(button, saver, target);
  };
  back.addEventListener("click", () => leave(back, () => before(data, step)));
  next.disabled = false;
  next.addEventListener("click", () => {
    clearErrors(place);
    if (!showErrors(place, form.faults(), recheck)) leave(next, () => after(data, step, form));
  });
  if (param("back") === "submit") showErrors(place, faultsOf(data.task(step), form), recheck);
}

// What the server found is marked where it was typed
const faultsOf = (task, {idOf}) => (task ? task.missing.map(({field, message}) => ({id: idOf(field.replace(/^items\.0\./, "")), message})) : []);

const isOpen = (data) => (step) => {
  const task = data.task(step);
  return Boolean(task) && step !== "submit" && task.state !== "unneeded" && !isLocked(data, step);
};

function before(data, step) {
  const {home, link: stepLink, places} = data.flow;
  if (param("back") === "submit") return stepLink("submit");
  const steps = Object.keys(places);
  const earlier = steps.slice(0, steps.indexOf(step)).filter(isOpen(data));
  return earlier.length ? stepLink(earlier[earlier.length - 1]) : link(home);
}

function after(data, step, form) {
  const {link: stepLink, places} = data.flow;
  const onward = form.onward && form.onward();
  if (onward) return stepLink(onward, param("back") ? {back: param("back")} : {});
  if (param("back") === "submit") return stepLink("submit");
  const steps = Object.keys(places);
  const [later] = steps.slice(steps.indexOf(step) + 1).filter(isOpen(data));
  return stepLink(later || "submit");
}
