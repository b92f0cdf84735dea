// 订单与退款: an order by its number, and what became of its money.
import {busy} from "../core/busy.js";
import {fill, focusOn, h, one} from "../core/dom.js";
import {clearErrors, showErrors} from "../core/errors.js";
import {start} from "../core/start.js";
import {fullDay} from "../core/time.js";
import {refund, yuan} from "./refunding.js";
import {frame} from "./shared/frame.js";
import {connect, read} from "./shared/review.js";
import {trouble} from "./shared/trouble.js";

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
  fill(place, h("section", {class: "card"}, heading, found.trouble && h("p", {class: "reasons warn"}, `需人工处理：${found.trouble}`), facts(found)), refund(found, (next) => draw(place, next)));
  focusOn(heading);
}

const said = (what, step) => what && what[`${step}_at`] && `${what[`${step}_by`] || "系统"} ${fullDay(what[`${step}_at`])}`;

function facts({order, asked, by_hand: byHand}) {
  const rows = [
    ["订单号", order.no], ["受理编号", order.case], ["主考学校", order.school_name], ["下单时间", fullDay(order.created_at)],
    ["支付时间", order.paid_at && fullDay(order.paid_at)], ["支付方式", order.channel], ["支付单号", order.transaction],
    ["退款原因", asked && asked.reason], ["退款提出", said(asked, "asked")], ["退款批准", said(asked, "approved")],
    ["另行退还说明", byHand && byHand.reason], ["另行退还提出", said(byHand, "asked")], ["另行退还批准", said(byHand, "approved")],
    ["退款到账", order.refund && !order.refund.is_by_hand && order.refund.done_at && fullDay(order.refund.done_at)],
  ];
  return h("dl", {class: "facts"}, rows.filter(([, text]) => text).map(([name, text]) => [h("dt", {}, name), h("dd", {class: "num"}, text)]));
}

start({frame, orders});
