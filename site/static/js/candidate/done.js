// 申请已提交: the receipt, with its numbers in the address, so that a reload shows how things stand.
// Only the tab that has submitted gets it.
import {get} from "../core/api.js";
import {fill, h, one, show} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {tab} from "../core/store.js";
import {courseTitle} from "./labels.js";
import {copyButton, grouped} from "./receipt-number.js";
import {kindOf, textOf} from "./states.js";
import {link, params, ticketRef} from "./who.js";
import {applicationLink} from "./wizard.js";

export async function done(main) {
  const place = one("[data-receipt]", main);
  const ref = await ticketRef();
  const numbers = params("no");
  const receipt = tab.get("receipt") || [];
  if (!numbers.length || !numbers.every((no) => receipt.includes(no))) {
    location.replace(link("/exemptions/"));
    return undefined;
  }
  show(one("[data-loading]", main), false);
  show(one("[data-sent]", main), true);
  return loadInto(place, () => get(`/api/t/${ref}/exemptions`), (page) => {
    const mine = page.units.filter((unit) => numbers.includes(unit.no));
    const rest = numbers.filter((no) => !mine.some((unit) => unit.no === no));
    fill(place,
      mine.map((unit) => line(unit.no, courseTitle(unit), unit.state, unit.state_text, unit.promise)),
      rest.map((no) => line(no, "", "", "", "")));
  });
}

function line(no, title, state, text, promise) {
  return h("div", {class: "row"},
    title && h("b", {}, title), state && h("span", {class: `tag ${kindOf(state)}`}, textOf(state, text)),
    h("p", {class: "line"}, "受理编号", h("br"), h("a", {href: applicationLink(no)}, grouped(no)), " ", copyButton(no), promise && h("br"), promise));
}
