// Paying: a code at the desk, the channel's page on a telephone, and asking until the channel says what happened. Fetched
// when somebody pays. The page may be closed at any time: whatever is paid is found without it.
import {banner, endBanner} from "../core/banner.js";
import {busy} from "../core/busy.js";
import {fill, focusOn, h} from "../core/dom.js";
import {clock} from "../core/time.js";
import {wordsWithRef} from "../core/words.js";
import {countdown, pictureOf} from "./pay-code.js";

const WAITS = [2000, 2000, 4000, 8000];
const PATIENCE = 60000;
const isPhone = /Mobi|Android|iPhone|iPad/.test(navigator.userAgent);
// Apps in whose own browser their channel's page does not work
const BROWSERS = {wechat: /MicroMessenger/};
// What the card shows now; asking for what it showed before ends by itself
let shown = 0;

export function pay(page) {
  endBanner("pay");
  return open(page, isPhone && page.ways.includes("h5") ? "h5" : page.ways[0]);
}

async function open(page, way) {
  const order = await page.send("POST", "/api/orders", {case: page.due.no, way});
  if (!order.can_pay) return page.again();
  if (way !== "h5") return code(page, order);
  const inside = BROWSERS[order.provider];
  return inside && inside.test(navigator.userAgent) ? outside(page, order) : leave(page, order);
}

function card({box}, title, ...content) {
  const heading = h("h2", {}, title);
  shown += 1;
  fill(box, h("section", {class: "card call"}, heading, content));
  focusOn(heading);
}

function action(text, doing, kind = "second") {
  const made = h("button", {type: "button", class: `btn ${kind}`, onclick: () => busy(made, "请稍候…", () => doing().catch(told))}, text);
  return made;
}

function told(problem) {
  if (problem.status === undefined) throw problem;
  banner("pay", "bad", wordsWithRef(problem));
}

const result = (page, order) => action("我已支付，查看结果", () => confirming(page, order), "");

const byCode = (page, text) => page.ways.includes("native") && action(text, () => open(page, "native"));

// Desk: read by a telephone, and looked at until it is paid or its time is over
function code(page, order) {
  const left = h("b", {class: "num"});
  card(page, `请用${order.app}扫码支付`,
    h("p", {}, h("img", {width: "220", height: "220", src: pictureOf(order.qr), alt: `${order.channel}二维码，请用手机${order.app}的“扫一扫”扫描`})),
    h("p", {}, `请在 ${clock(order.expires)} 前支付，`, left, "。"),
    h("p", {class: "quiet"}, "支付后本页会自动更新，也可以随时关闭本页。"),
    h("div", {class: "actions"}, result(page, order), isPhone && page.ways.includes("h5") && action("改用手机网页支付", () => open(page, "h5"))));
  countdown(left, order.expires, page.now);
  ask(page, order, order.expires).catch(told);
}

// Telephone: the channel's own page, which comes back here; what it says is not believed, it makes us ask
function leave(page, order) {
  const address = new URL(order.url);
  address.searchParams.set("redirect_url", new URL(page.link("/orders/", {order: order.no}), location.href).href);
  card(page, `正在打开${order.channel}`,
    h("p", {}, `支付完成后请回到本页。如果没有打开${order.app}，请再试一次，或换一种方式。`),
    h("div", {class: "actions"}, result(page, order), action("再次打开", () => open(page, "h5")), byCode(page, "改用另一台设备扫码")));
  location.assign(address.href);
}

function outside(page, {app}) {
  card(page, "请换到浏览器支付",
    h("p", {}, `在${app}里不能直接支付：请点右上角“…”，选择“在浏览器打开”，再点“去支付”；也可以用另一台设备打开本页，用${app}扫码。`),
    h("div", {class: "actions"}, byCode(page, "显示二维码")));
}

export async function confirming(page, order) {
  card(page, "正在确认支付结果", h("p", {role: "status"}, "正在查询，请稍候。"));
  const mine = shown;
  await ask(page, order, page.now() + PATIENCE);
  if (mine !== shown) return;
  card(page, "还没有收到支付结果",
    h("p", {role: "status"}, "仍在确认，请勿重复支付，可稍后在“我的订单”查看；确实没有支付的，可以继续支付。"),
    h("div", {class: "actions"}, action("再查一次", () => confirming(page, order), ""), action("回到订单", page.again)));
}

// Ever more slowly, while the card shows this and until then
async function ask(page, order, until) {
  const mine = shown;
  for (let turn = 0; mine === shown && page.now() < until; turn += 1) {
    const found = await page.send("POST", `/api/orders/${order.no}/check`).catch(() => order);
    if (mine !== shown) return;
    if (!found.can_pay) return over(page, found);
    await new Promise((resume) => setTimeout(resume, WAITS[Math.min(turn, WAITS.length - 1)]));
  }
  if (mine === shown && page.now() >= order.expires) await page.again();
}

async function over(page, {state, state_text: text}) {
  shown += 1;
  await page.again();
  if (state === "paid") banner("pay", "ok", "支付成功，已收到您的费用。");
  else banner("pay", "warn", `订单状态：${text}。`);
}
