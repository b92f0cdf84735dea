// One application: where it stands, what happened, every round as sent, and what can be done now.
import {get, send} from "../core/api.js";
import {toast} from "../core/banner.js";
import {fill, h, one} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {tab} from "../core/store.js";
import {day, fullDay, left} from "../core/time.js";
import {afterwards} from "../graduation/afterwards.js";
import {kindOf, textOf} from "./states.js";
import {printAll} from "./print-all.js";
import {AGAIN, FORMS} from "./own-form.js";
import {attested} from "./attested.js";
import {copyButton, grouped} from "./receipt-number.js";
import {rounds} from "./rounds.js";
import {arrived, timeline} from "./timeline.js";
import {isOwed, track} from "./track.js";
import {reasonBox} from "./verdicts.js";
import {visit} from "./visit.js";
import {link, param, useTicket} from "./who.js";
import {withdraw} from "./withdraw.js";

export function application(main) {
  const load = () => get(`/api/applications/${encodeURIComponent(param("no"))}`);
  return loadInto(one("[data-place]", main), load, (data) => {
    if (data.ref) useTicket(data.ref);
    return draw(main, data).then(() => watch(main, load, data));
  });
}

// Who comes back to the page sees how things stand now, and is told if they have changed
function watch(main, load, shown) {
  let [seen, at] = [shown, Date.now()];
  document.addEventListener("visibilitychange", async () => {
    if (document.visibilityState === "hidden" || Date.now() - at < 10000) return;
    at = Date.now();
    const data = await load().catch(() => seen);
    if (data.ver === seen.ver || one("dialog")) return;
    seen = data;
    draw(main, data);
    toast(`状态已更新：${textOf(data.state, data.state_text)}`);
  });
}

// Whose graduation is over without a degree has no 《毕业生登记表》
const PRINTED = ["submitted", "under_review", "returned", "approved"];

async function draw(main, data) {
  trail(main, data);
  document.title = `${data.title} ${textOf(data.state, data.state_text)} - ${document.title.split(" - ").slice(-2).join(" - ")}`;
  fill(one("[data-place]", main),
    receipt(data),
    head(main, data),
    decision(data),
    data.visit && visit(data.visit, arrived(data) ? {what: "现场确认"} : {}),
    attested(data, {get, send, copyButton}),
    data.business === "graduation" && data.state === "approved" && (await afterwards(data)),
    data.track.length > 0 && h("section", {class: "card"}, h("h2", {}, "办理进度"), track(data.track, textOf(data.state, data.state_text))),
    rounds(data),
    h("section", {class: "card"}, h("h2", {}, data.track.length ? "办理记录" : "办理进度"), timeline(data)));
}

// Right after sending, once: the number is what one asks with.
function receipt({no, state}) {
  const sent = tab.get("sent") === no && state === "submitted";
  tab.drop("sent");
  return sent ? h("section", {class: "card good", role: "status"}, h("h2", {}, "已提交"), h("p", {}, "请等待审核。查询时请提供下面的受理编号。")) : null;
}

// The page stands under its business: the menu knows where that is.
function trail(main, {business, business_text: title}) {
  const own = one(`[data-business="${business}"]`);
  fill(one("[data-trail]", main), own ? h("a", {href: link(own.pathname)}, title) : title);
}

function head(main, data) {
  return h("section", {class: "card"},
    h("p", {class: "quiet"}, data.business_text),
    h("h1", {}, data.title),
    h("p", {}, h("span", {class: `tag ${kindOf(data.state)}`}, textOf(data.state, data.state_text)), " ", h("span", {class: "quiet"}, data.next_text)),
    h("dl", {class: "facts"},
      h("dt", {}, "受理编号"), h("dd", {}, grouped(data.no), " ", copyButton(data.no)),
      h("dt", {}, arrived(data) ? "档案到达" : "提交时间"), h("dd", {class: "num"}, fullDay(data.submitted_at)),
      data.promise && [h("dt", {}, "办结时间"), h("dd", {}, data.promise)],
      data.round > 1 && [h("dt", {}, "提交次数"), h("dd", {}, `第 ${data.round} 次`)]),
    actions(data));
}

function actions(data) {
  const form = FORMS[data.business];
  const mend = (label, kind) => form && h("a", {class: `btn ${kind}`, href: form(data)}, label);
  return h("div", {class: "actions"},
    data.can.resubmit && mend(data.state === "rejected" ? AGAIN[data.business] : "修改并重新提交", ""),
    data.can.edit && mend("修改并重新提交", "second"),
    data.can.confirm && h("a", {class: "btn", href: link("/transfers/in/")}, "去核对并确认"),
    isOwed(data) && h("a", {class: "btn", href: link("/orders/", {no: data.no})}, "去缴费"),
    data.can.withdraw && h("button", {type: "button", class: "btn second", onclick: (event) => withdraw(event.currentTarget, data)}, "撤回"),
    data.business === "graduation" && PRINTED.includes(data.state) && h("a", {class: "btn second", href: link("/graduation/register/", {no: data.no})}, "毕业生登记表"),
    h("button", {type: "button", class: "link", onclick: printAll}, "打印"));
}

// The last decision that asks for something, with the day it must be done by
function decision(data) {
  if (data.state !== "returned" && data.state !== "rejected") return null;
  const round = data.rounds[data.rounds.length - 1];
  const last = round.decisions[round.decisions.length - 1];
  const failing = round.parts.filter((part) => part.verdict).length;
  const others = failing < round.parts.length;
  const returned = data.state === "returned";
  const title = returned ? `${failing && others ? `${round.parts.length} 项内容中有 ${failing} 项` : "有内容"}需要补正` : "审核未通过的原因";
  return h("section", {class: `card ${returned ? "call" : ""}`, "data-reasons": true},
    returned && data.deadline && h("p", {}, h("b", {}, `请在 ${day(data.deadline)} 前修改并重新提交`), `，${left(data.deadline)}`),
    last && (last.reasons.length || last.words) ? reasonBox(title, last, returned ? "warn" : "") : h("p", {}, title),
    failing > 0 && h("p", {class: "quiet"}, `原因见下方标出的内容${others ? "，其余内容无需修改" : ""}。`),
    !returned && !data.can.resubmit && h("p", {class: "quiet"}, "现在不在办理时间内，不能重新提交。填写过的内容都会保留。"));
}
