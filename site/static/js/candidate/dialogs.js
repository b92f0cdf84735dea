// The dialogs of signed-in pages, fetched when one is first needed. They hold no state of the page: it is given to them.
import {ask as question, openDialog} from "../core/dialog.js";
import {h} from "../core/dom.js";

export const ask = question;

const closed = (sheet) => h("div", {class: "actions"}, h("button", {type: "button", class: "btn second", onclick: () => sheet().close()}, "关闭"));

function sheetOf(title, body) {
  const sheet = openDialog({title, body: [body, closed(() => sheet)], closable: (close) => close()});
  return sheet.dialog;
}

// A picture in full size, or the sentence why there is none; `found` is awaited here
export async function pictureSheet(title, found) {
  const place = h("div", {class: "zoom"}, h("p", {}, "正在打开…"));
  sheetOf(title, place).classList.add("roomy");
  const {url, text} = await found;
  place.replaceChildren(url ? h("img", {src: url, alt: title}) : h("p", {}, text));
}

// 切换准考证号: another ticket of the same person, on this same page
export function switchSheet({tickets, current, majorOf}) {
  const item = (ticket) =>
    h("li", {class: "row"},
      h("p", {}, h("b", {class: "num"}, ticket.number_masked), " ", majorOf(ticket), h("br"), h("span", {class: "quiet"}, ticket.school_name)),
      ticket.ref === current
        ? h("span", {class: "tag brand"}, "正在办理")
        : h("a", {class: "btn small", href: `${location.pathname}?t=${ticket.ref}`, "aria-label": `切换到准考证 ${ticket.number_masked}`}, "切换"));
  sheetOf("切换准考证号", [
    h("p", {class: "quiet"}, `您在${document.body.dataset.here}的在籍准考证都在这里，不需要重新登录。`),
    h("ul", {class: "plain"}, tickets.map(item)),
  ]);
}
