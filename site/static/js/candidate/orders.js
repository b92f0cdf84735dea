// 我的订单: what is owed and how it can be paid, then every order with its receipt. Paying itself is a file of its own.
import {get, send} from "../core/api.js";
import {banner} from "../core/banner.js";
import {busy} from "../core/busy.js";
import {fill, h, one, show} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {later} from "../core/later.js";
import {fullDay, now} from "../core/time.js";
import {wordsWithRef} from "../core/words.js";
import {payBefore, payable, unpayable, yuan} from "./due.js";
import {copyButton, grouped} from "./receipt-number.js";
import {link, majorOf, param, tickets} from "./who.js";

export function orders(main) {
  const place = one("[data-place]", main);
  const load = () => Promise.all([get("/api/orders"), tickets()]);
  let came = param("order");
  const again = () => loadInto(place, load, draw);

  async function draw([{dues, orders: made, ways}, mine]) {
    const [box, owing] = [h("div"), h("div")];
    // A file that is fetched has no session and no clock of its own; what it shows stands in the place of what is owed
    const paying = async (doing) => {
      try {
        const file = await later(place.dataset.pay);
        show(owing, false);
        await doing(file, {box, again, send, now, link});
      } catch (problem) {
        show(owing, true);
        banner("pay", "bad", wordsWithRef(problem));
      }
    };
    // What stands is gone on with in its own way where the stage offers none any more
    const waysOf = ({no}) => (ways.length ? ways : made.filter((order) => order.case === no && order.can_pay).map(({way}) => way));
    const start = (due) => (event) => busy(event.currentTarget, "正在打开…", () => paying(({pay}, page) => pay({...page, due, ways: waysOf(due)})));
    fill(owing, dues.map((due) => owed(due, mine, start(due))));
    fill(place, box, owing, made.length > 0 && list(made, mine), !made.length && !dues.length && nothing());
    // Back from the channel's page, whatever that said
    const returned = made.find(({no, can_pay: open}) => open && no === came);
    came = "";
    if (returned) await paying(({confirming}, page) => confirming(page, returned));
  }

  return again();
}

const list = (made, mine) => h("section", {class: "card"}, h("h2", {}, "全部订单"), made.map((order) => line(order, mine)));

const nothing = () => h("section", {class: "card"},
  h("h2", {}, "没有订单"),
  h("p", {}, "目前只有毕业审定费需要缴费，其他业务都不收费。申请毕业通过初审后，在本平台缴纳的，会显示在这里；由主考学校收取的，请按学校公布的办法缴纳。"),
  h("p", {class: "quiet"}, "已接到缴费通知而这里没有显示的，请先向主考学校问清在哪里缴纳，不要向其他人或其他账户付款。"));

function ticketOf({ref}, mine) {
  const found = mine.find((ticket) => ticket.ref === ref);
  return found ? `${found.number_masked} ${majorOf(found)}` : "";
}

function owed(due, mine, onclick) {
  const ticket = ticketOf(due, mine);
  return h("section", {class: "card call"},
    h("h2", {}, `${due.online || due.open_until ? "待支付：" : ""}${due.name}`),
    h("p", {class: "big num"}, yuan(due.amount)),
    h("p", {}, ticket && `准考证 ${ticket}，`, due.school_name),
    payable(due)
      ? [
        h("p", {}, payBefore(due)),
        h("div", {class: "actions"}, h("button", {type: "button", class: "btn", onclick}, due.open_until ? "继续支付" : "去支付")),
      ]
      : unpayable(due));
}

const KINDS = {created: "warn", prepay: "warn", paid: "ok", closing: "brand", paid_late: "brand", refunding: "brand"};

function line(order, mine) {
  const unpaid = order.can_pay ? "warn" : "";
  return h("div", {class: "part"},
    h("h3", {class: "pairs"}, h("span", {}, `${order.name} ${yuan(order.amount)}`), h("span", {class: `tag ${unpaid || KINDS[order.state] || ""}`}, stateOf(order))),
    h("p", {class: "quiet"}, "订单号 ", grouped(order.no), " ", copyButton(order.no, "订单号")),
    h("p", {class: "quiet num"}, `${fullDay(order.created_at)} 下单`),
    order.refund && h("p", {}, `退款原因：${order.refund.reason}。`, goingBack(order.refund)),
    order.paid_at && receipt(order, mine));
}

function goingBack({done_at: done, is_stalled: stalled, is_by_hand: byHand}) {
  if (byHand) return `没有原路退回，学校已另行退还（${fullDay(done)} 登记），没有收到的请联系主考学校。`;
  if (done) return `已于 ${fullDay(done)} 退回。`;
  return stalled ? "退款没有顺利到账，工作人员正在处理，如有疑问请联系主考学校。" : "正在原路退回，一般 1 至 3 个工作日到账。";
}

// An order whose time is over is on its way to be closed
const stateOf = ({state, state_text: text, can_pay: open}) => (["created", "prepay"].includes(state) && !open ? "支付确认中" : text);

function receipt(order, mine) {
  const facts = [
    ["费用", order.name], ["金额", yuan(order.amount)], ["准考证", ticketOf(order, mine)], ["主考学校", order.school_name], ["支付时间", fullDay(order.paid_at)],
    ["支付方式", order.channel], ["订单号", order.no], [`${order.channel}单号`, order.transaction],
  ];
  return h("details", {class: "more"},
    h("summary", {}, "查看收据"),
    h("dl", {class: "facts"}, facts.filter(([, text]) => text).map(([name, text]) => [h("dt", {}, name), h("dd", {class: "num"}, text)])));
}
