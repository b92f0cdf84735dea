// 切换准考证号: another ticket of the same person, on this same page.
import {openDialog} from "../core/dialog.js";
import {h} from "../core/dom.js";
import {majorOf, ticketRef, tickets} from "./who.js";

export async function openSwitch() {
  const [all, current] = [await tickets(), await ticketRef()];
  const item = (ticket) =>
    h("li", {class: "row"},
      h("p", {}, h("b", {class: "num"}, ticket.number_masked), " ", majorOf(ticket), h("br"), h("span", {class: "quiet"}, ticket.school_name)),
      ticket.ref === current
        ? h("span", {class: "tag brand"}, "正在办理")
        : h("a", {class: "btn small", href: `${location.pathname}?t=${ticket.ref}`, "aria-label": `切换到准考证 ${ticket.number_masked}`}, "切换"));
  const sheet = openDialog({
    title: "切换准考证号",
    body: [
      h("p", {class: "quiet"}, "您在本市的在籍准考证都在这里，不需要重新登录。"),
      h("ul", {class: "plain"}, all.map(item)),
      h("div", {class: "actions"}, h("button", {type: "button", class: "btn second", onclick: () => sheet.close()}, "关闭")),
    ],
    closable: (close) => close(),
  });
}
