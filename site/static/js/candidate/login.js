// The login page: signs in, then goes where one came from, by way of the ticket if there are several.
import {configure} from "../core/api.js";
import {banner} from "../core/banner.js";
import {all, fill, focusOn, h, one} from "../core/dom.js";
import {later} from "../core/later.js";
import {network, watchNetwork} from "../core/network.js";
import {device} from "../core/store.js";
import {signInForm} from "./sign-in-form.js";
import {learn, majorOf, param} from "./who.js";

export function login(card) {
  configure({network});
  watchNetwork();
  if (param("out")) banner("out", "ok", "您已退出登录，其他设备上的登录也一并退出。");
  else if (param("next")) banner("out", "", "请先登录，登录后回到刚才的页面。");
  const done = (answer) => signedIn(card, answer);
  signInForm(one("form", card), done, async (number, {slip, ways}) => {
    const module = await later(card.dataset.script);
    module.activationIn(card, {number, slip, ways}, done);
  });
}

function signedIn(card, answer) {
  learn(answer);
  const {tickets} = answer;
  if (tickets.length === 1) location.replace(target(tickets[0].ref));
  else if (tickets.length > 1 && returning(tickets)) location.replace(next());
  else fill(card, tickets.length ? choice(tickets) : nothing());
  all("h1", card).forEach(focusOn);
}

// A page of our own: anything else would let a link lead people away.
const next = () => (/^\/(?![/\\])/.test(param("next")) ? param("next") : "/");

function target(ref) {
  const url = new URL(next(), location.origin);
  url.searchParams.set("t", ref);
  return url.pathname + url.search;
}

function returning(tickets) {
  const ref = Number(new URL(next(), location.origin).searchParams.get("t"));
  return tickets.some((ticket) => ticket.ref === ref);
}

function choice(tickets) {
  return [
    h("h1", {}, "选择准考证号"),
    h("p", {class: "quiet"}, "您有多个在籍准考证，请选择这次要办理的。之后可以随时切换。"),
    h("ul", {class: "plain"}, tickets.map((ticket) =>
      h("li", {class: "row"},
        h("p", {}, h("b", {class: "num"}, ticket.number_masked), " ", majorOf(ticket), h("br"), h("span", {class: "quiet"}, ticket.school_name)),
        h("a", {class: "btn small", href: target(ticket.ref), "aria-label": `使用准考证 ${ticket.number_masked}`}, "使用")))),
  ];
}

function nothing() {
  const phone = document.body.dataset.phone;
  device.wipe("");
  return [
    h("h1", {}, "未查询到在籍准考证"),
    h("p", {}, `未查询到您在${document.body.dataset.here}的在籍准考证。如果您确认已经注册，请致电 `, h("a", {href: `tel:${phone}`}, phone), "。"),
    h("p", {}, h("a", {class: "btn second", href: "/login/"}, "返回登录")),
  ];
}
