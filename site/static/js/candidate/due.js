// What is owed: how much, and whom to ask where it cannot be paid here and now.
import {h} from "../core/dom.js";
import {day, now} from "../core/time.js";

export const yuan = (amount) => `¥${(amount / 100).toFixed(2)}`;

// Here: a new order, or one that stands, whatever else changed
export const payable = (due) => Boolean(due.can_pay || due.open_until);

export const payBefore = ({deadline, open_until: until, note}) => [
  until ? "有一笔待支付的订单，请在 " : "请在 ", h("b", {}, day(until || deadline)), " 前支付。", note && `${note}。`];

// Why not, then the school's telephone
export const unpayable = (due) => [h("p", {}, h("b", {}, why(due))), whom(due)];

function why({name, online, by, is_going_back: goingBack, opens, deadline, school_name: school}) {
  if (!online) return `${name}不在本平台缴纳，请${by}缴清，请向${school}咨询缴费办法。`;
  if (goingBack) return "退款中，到账后才能重新支付。";
  if (!opens) return "缴费时间待公布。";
  return opens > now() ? `缴费将于 ${day(opens)} 开始，到 ${day(deadline)} 截止。` : `缴费已于 ${day(deadline)} 截止，请联系主考学校。`;
}

const whom = ({phone, school_name: school}) => h("p", {},
  phone ? [`${school}电话 `, h("a", {href: `tel:${phone}`}, phone), "。"] : h("a", {href: "/schools/"}, "主考学校联系方式"),
  " 请不要向其他人或其他账户付款。");
