// Who was found, masked; of one found alone the applications too. Whoever decides about them can open them.
import {busy} from "../../../core/busy.js";
import {fill, focusOn, h} from "../../../core/dom.js";
import {fullDay} from "../../../core/time.js";
import {caseAddress} from "../../shared/case-place.js";

const DECIDING = ["reviewer", "supervisor"];

// `pick(person)` finds one of several; `back()` shows them again
export function drawPeople(place, {people, more}, {who, pick, back}) {
  const heading = h("h2", {}, people.length ? `找到 ${people.length} 人` : "没有找到");
  fill(place,
    heading,
    !people.length && h("p", {class: "card"}, "请核对后再查询。不在您范围内的考生和您本人不会显示。"),
    more && h("p", {class: "card calm"}, "最多显示 50 人，可能还有其他人。请改用准考证号或证件号码查询。"),
    back && h("p", {}, h("button", {type: "button", class: "link", onclick: back}, "返回查询结果")),
    people.map((person) => card(person, people.length > 1, {who, pick})));
  focusOn(heading);
}

function card(found, isOneOfSeveral, {who, pick}) {
  return h("section", {class: "card"},
    h("h3", {}, found.name_masked, " ", h("span", {class: "quiet num"}, found.id_masked)),
    h("ul", {class: "plain"}, found.tickets.map((ticket) => h("li", {},
      h("span", {class: "num"}, ticket.number_masked), ` ${ticket.major_name}（${ticket.level}） ${ticket.school_name}`))),
    isOneOfSeveral ? more(found, pick) : cases(found, DECIDING.includes(who.role)));
}

const more = ({person, name_masked: name}, pick) => h("div", {class: "actions"}, h("button", {type: "button", class: "btn second small", "aria-label": `查看申请：${name}`,
  onclick: (event) => busy(event.currentTarget, "正在读取…", () => pick(person))}, "查看申请"));

function cases({cases: found}, canOpen) {
  if (!found.length) return h("p", {class: "quiet"}, "没有申请。");
  return [h("h4", {}, "申请"), found.map((one) => h("div", {class: "row"},
    h("div", {},
      h("p", {}, canOpen ? h("a", {href: caseAddress(one.id)}, one.title) : one.title, h("span", {class: "quiet"}, ` ${one.business_text}`)),
      h("p", {class: "quiet num"}, one.no)),
    h("span", {class: "tag"}, one.state_text), h("span", {class: "quiet num"}, fullDay(one.since))))];
}
