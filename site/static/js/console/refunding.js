// Money goes back: one person asks, another one approves; and so again where the channel does not carry it out and the
// school gave it back itself.
import {toast} from "../core/banner.js";
import {busy} from "../core/busy.js";
import {h, one} from "../core/dom.js";
import {clearErrors, showErrors} from "../core/errors.js";
import {wordsWithRef} from "../core/words.js";
import {write} from "./shared/review.js";

const REASON_MOST = 80;

export const yuan = (amount) => `¥${(amount / 100).toFixed(2)}`;

export function refund(found, draw) {
  const {can, asked, by_hand: byHand} = found;
  if (found.barred) return h("p", {class: "quiet"}, found.barred);
  if (can.approve) return approval(found, draw, BACK);
  if (can.ask && asked) return waits("退款须由另一位工作人员批准，请把本页地址发给对方。");
  if (can.ask) return asking(found, draw, BACK);
  if (can.approve_by_hand) return [approval(found, draw, BY_HAND), asking(found, draw, BY_HAND)];
  if (can.ask_by_hand) return [byHand && waits("另行退还须由另一位工作人员批准，提出后满 1 分钟、不到 23 小时才能批准：时间未到的请稍后刷新，已过的请重新提出。请把本页地址发给对方。"), asking(found, draw, BY_HAND)];
  return !found.trouble && h("p", {class: "quiet"}, found.went_back || why(found.order.state));
}

const waits = (text) => h("section", {class: "card"}, h("h2", {}, "等待批准"), h("p", {}, text));

const why = (state) => ({
  paid: "退款由审核负责人或考籍管理人员办理。",
  refunding: "正在原路退回，一般 1 至 3 个工作日到账。",
}[state] || "没有收到这个订单的付款，不需要退款。");

// What two people do, by the path of its step
const BACK = {
  path: "refund", ask: "提出退款", label: "退款原因", hint: `考生会看到，1 至 ${REASON_MOST} 字`, approve: "批准退款", approved: "已批准，费用正在原路退回",
  warn: (amount) => `批准后 ${amount} 全部原路退回，不能撤销；考生要继续办理，须在缴费时间内重新缴费；缴费时间已过的，申请会退回考生；已改为学校自行收费的，由学校收取。`,
};
const BY_HAND = {
  path: "by-hand", ask: "提出登记另行退还", label: "退还方式和凭据", hint: `例如转账日期和流水号，考生看不到，1 至 ${REASON_MOST} 字。已把款项退给考生的才登记`,
  approve: "批准另行退还", approved: "已登记另行退还",
  warn: (amount) => `批准表示 ${amount} 已由学校退给考生。批准后本系统不再向渠道申请退款，不能撤销，并通知考生。请先核对凭据。`,
};

const summary = () => h("div", {class: "summary", "data-summary": true, tabindex: "-1", hidden: true}, h("div", {role: "alert"}));

function asking(found, draw, what) {
  const field = h("textarea", {id: "refund-reason", rows: "2", maxlength: `${REASON_MOST}`, "aria-describedby": "refund-reason-hint", "data-describedby": "refund-reason-hint"});
  const form = h("form", {class: "card", method: "post", novalidate: true},
    h("h2", {}, what.ask), summary(),
    h("div", {class: "field"}, h("label", {for: field.id}, what.label), h("p", {class: "hint", id: "refund-reason-hint"}, what.hint), field),
    h("div", {class: "actions"}, h("button", {type: "submit", class: "btn"}, what.ask)));
  const doing = () => sent({found, draw, form}, what.path, {reason: field.value.trim(), ver: found.ver}, "已提出，等待另一位工作人员批准");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const faults = field.value.trim() ? [] : [{id: field.id, message: `请填写${what.label}`}];
    if (!showErrors(form, faults)) busy(one("[type=submit]", form), "正在提出…", doing);
  });
  return form;
}

function approval(found, draw, what) {
  const form = h("form", {class: "card call", method: "post", novalidate: true},
    h("h2", {}, what.approve), summary(), h("p", {}, what.warn(yuan(found.order.amount))),
    h("div", {class: "actions"}, h("button", {type: "submit", class: "btn"}, what.approve)));
  const doing = () => sent({found, draw, form}, `${what.path}/approval`, {ver: found.ver}, what.approved);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearErrors(form);
    busy(one("[type=submit]", form), "正在批准…", doing);
  });
  return form;
}

async function sent({found, draw, form}, step, body, text) {
  try {
    draw(await write(`orders/${found.order.no}/${step}`, body));
    toast(text);
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    const named = problem.fields.map(({message}) => ({id: "refund-reason", message}));
    showErrors(form, named.length ? named : [{message: wordsWithRef(problem)}]);
  }
}
