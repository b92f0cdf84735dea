// What the own page of a form with several steps says: just sent, how far it has come, what can be done now.
import {h} from "../core/dom.js";
import {tab} from "../core/store.js";
import {day, left} from "../core/time.js";
import {kindOf} from "../candidate/states.js";
import {copyButton, grouped} from "../candidate/receipt-number.js";
import {reminder} from "../candidate/reminder.js";
import {track} from "../candidate/track.js";
import {visit} from "../candidate/visit.js";
import {link} from "../candidate/who.js";
import {closedReason, dates} from "../candidate/window-dates.js";

const ENDED = ["withdrawn", "expired", "cancelled", "rejected"];

// Whether something can be filled in
export const goesOn = ({application, page: {sent}}) => (application ? application.state !== "submitted" : !sent || ENDED.includes(sent.state));

// Right after sending, once
export function receipt({flow, page: {sent}}, title, text) {
  if (!sent || tab.get("sent") !== sent.no) return null;
  tab.drop("sent");
  return h("section", {class: "card good", role: "status"},
    h("h2", {}, title),
    h("p", {}, text, "受理编号 ", grouped(sent.no), " ", copyButton(sent.no)),
    h("div", {class: "actions"}, h("a", {class: "btn", href: link(flow.home)}, "完成")));
}

const isReturned = ({application}) => Boolean(application) && application.state === "returned";

// `more`: what the way to the application is called, by its state; `text`: what is owed; `act`: what can be done first
export function standing(data, more, {text, act}) {
  const {flow, page: {sent}, application} = data;
  const mends = isReturned(data);
  return [
    h("section", {class: `card ${mends ? "call" : ""}`},
      h("h2", {}, sent.title, " ", h("span", {class: `tag ${kindOf(sent.state)}`}, sent.state_text)),
      mends && h("p", {}, h("b", {}, `请在 ${day(application.deadline)} 前修改并重新提交`), `，${left(application.deadline)}`),
      h("p", {}, "受理编号 ", grouped(sent.no)),
      text,
      track(sent.track, sent.state_text),
      h("div", {class: "actions"},
        act,
        h("a", {class: "btn second", href: link("/applications/", {no: sent.no})}, more[sent.state] || "查看申请"),
        sent.can.edit && h("a", {class: "btn second", href: flow.link("submit")}, "修改"))),
    sent.visit && visit(sent.visit),
  ];
}

// What was returned is mended from the card that says so
export const mend = (data, {barred, next: [, href]}) => isReturned(data) && !barred && h("a", {class: "btn", href}, "去补正");

// `title` of the business; `barred`: why not, whatever the time; `next`: [label, href] of a new application
export function entry(data, {title, barred, next: [label, href]}) {
  if (isReturned(data) && !barred) return null;
  const {application, flow, page: {window}} = data;
  const shut = application && application.can.resubmit ? "" : closedReason(window);
  const reason = barred || shut;
  const act = !application ? label : isReturned(data) ? "去补正" : "重新申请";
  return h("section", {class: "card"},
    (!application || application.state === "rejected") && h("p", {}, dates(window)),
    reason && h("p", {id: "hindrance"}, h("b", {}, reason)),
    shut && h("p", {}, reminder({business: flow.business, title, remind: window.remind})),
    h("div", {class: "actions"}, reason
      ? h("button", {type: "button", class: "btn", "aria-disabled": "true", "aria-describedby": "hindrance"}, act)
      : h("a", {class: "btn", href}, act)));
}
