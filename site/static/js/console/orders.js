// 订单与退款: an order by its number; one person asks to give its money back, another one approves.
import {toast} from "../core/banner.js";
import {busy} from "../core/busy.js";
import {fill, focusOn, h, one} from "../core/dom.js";
import {clearErrors, showErrors} from "../core/errors.js";
import {start} from "../core/start.js";
import {fullDay} from "../core/time.js";
import {wordsWithRef} from "../core/words.js";
import {frame} from "./shared/frame.js";
import {connect, read, write} from "./shared/review.js";
import {trouble} from "./shared/trouble.js";

const REASON_MOST = 80;

function orders(root) {
  connect();
  const form = one("[data-find]", root);
  const field = one("#order-no", form);
  const place = one("[data-place]", root);
  const show = (no) => find(place, no);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const no = field.value.replace(/\s/g, "").toUpperCase();
    fill(place);
    if (showErrors(form, /^[0-9A-Z]{26}$/.test(no) ? [] : [{id: field.id, message: "订单号应为 26 位数字和字母，请检查后重新输入"}])) return;
    clearErrors(form);
    history.replaceState(null, "", `?no=${no}`);
    busy(one("[type=submit]", form), "正在查询…", () => show(no));
  });
  one("[type=submit]", form).disabled = false;
  // Whoever approves gets the address from whoever asked
  field.value = new URLSearchParams(location.search).get("no") || "";
  return field.value ? show(field.value) : undefined;
}

async function find(place, no) {
  try {
    draw(place, await read(`orders/${encodeURIComponent(no)}`));
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    trouble(place, problem, () => find(place, no), problem.status === 404 ? "没有找到这个订单" : "");
  }
}

function draw(place, found) {
  const heading = h("h2", {}, `${found.order.name} ${yuan(found.order.amount)} `, h("span", {class: "tag"}, found.order.state_text));
  fill(place, h("section", {class: "card"}, heading, found.trouble && h("p", {class: "reasons warn"}, `需人工处理：${found.trouble}`), facts(found)), refund(place, found));
  focusOn(heading);
}

const yuan = (amount) => `¥${(amount / 100).toFixed(2)}`;

function facts({order, asked}) {
  const rows = [
    ["订单号", order.no], ["受理编号", order.case], ["主考学校", order.school_name], ["下单时间", fullDay(order.created_at)],
    ["支付时间", order.paid_at && fullDay(order.paid_at)], ["支付方式", order.channel], ["支付单号", order.transaction],
    ["退款原因", asked && asked.reason], ["退款提出", asked && `${asked.asked_by || "系统"} ${fullDay(asked.asked_at)}`],
    ["退款批准", asked && asked.approved_at && `${asked.approved_by || "系统"} ${fullDay(asked.approved_at)}`],
    ["退款到账", order.refund && order.refund.done_at && fullDay(order.refund.done_at)],
  ];
  return h("dl", {class: "facts"}, rows.filter(([, text]) => text).map(([name, text]) => [h("dt", {}, name), h("dd", {class: "num"}, text)]));
}

function refund(place, found) {
  if (found.can.approve) return approval(place, found);
  if (found.can.ask && found.asked) {
    return h("section", {class: "card"}, h("h2", {}, "等待批准"), h("p", {}, "退款须由另一位工作人员批准，请把本页地址发给对方。"));
  }
  if (found.can.ask) return asking(place, found);
  return !found.trouble && h("p", {class: "quiet"}, why(found.order.state));
}

const why = (state) => ({
  paid: "退款由审核负责人或考籍管理人员办理。",
  refunding: "正在原路退回，一般 1 至 3 个工作日到账。",
  refunded: "已原路退回。",
}[state] || "没有收到这个订单的付款，不需要退款。");

function asking(place, found) {
  const field = h("textarea", {id: "refund-reason", rows: "2", maxlength: `${REASON_MOST}`, "aria-describedby": "refund-reason-hint", "data-describedby": "refund-reason-hint"});
  const form = h("form", {class: "card", method: "post", novalidate: true},
    h("h2", {}, "提出退款"), h("div", {class: "summary", "data-summary": true, tabindex: "-1", hidden: true}, h("div", {role: "alert"})),
    h("div", {class: "field"}, h("label", {for: field.id}, "退款原因"),
      h("p", {class: "hint", id: "refund-reason-hint"}, `考生会看到，1 至 ${REASON_MOST} 字`), field),
    h("div", {class: "actions"}, h("button", {type: "submit", class: "btn"}, "提出退款")));
  const doing = () => sent(place, found, form, "", {reason: field.value.trim(), ver: found.ver}, "已提出，等待另一位工作人员批准");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const faults = field.value.trim() ? [] : [{id: field.id, message: "请填写退款原因"}];
    if (!showErrors(form, faults)) busy(one("[type=submit]", form), "正在提出…", doing);
  });
  return form;
}

function approval(place, found) {
  const form = h("form", {class: "card call", method: "post", novalidate: true},
    h("h2", {}, "批准退款"), h("div", {class: "summary", "data-summary": true, tabindex: "-1", hidden: true}, h("div", {role: "alert"})),
    h("p", {}, `批准后 ${yuan(found.order.amount)} 全部原路退回，不能撤销；考生要继续办理，须在缴费时间内重新缴费；缴费时间已过的，申请会退回考生；已改为学校自行收费的，由学校收取。`),
    h("div", {class: "actions"}, h("button", {type: "submit", class: "btn"}, "批准退款")));
  const doing = () => sent(place, found, form, "/approval", {ver: found.ver}, "已批准，费用正在原路退回");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearErrors(form);
    busy(one("[type=submit]", form), "正在批准…", doing);
  });
  return form;
}

async function sent(place, found, form, step, body, text) {
  try {
    draw(place, await write(`orders/${found.order.no}/refund${step}`, body));
    toast(text);
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    const named = problem.fields.map(({message}) => ({id: "refund-reason", message}));
    showErrors(form, named.length ? named : [{message: wordsWithRef(problem)}]);
  }
}

start({frame, orders});
