// What stands in the way of a pass, each line a link to where it is answered.
import {fill, h} from "../../core/dom.js";

// `found`: of hindrances(); without `allowed` nothing can be decided at all; `back`: it can be returned
export function drawBlockers(place, found, allowed, back) {
  if (!allowed) {
    fill(place, h("p", {}, "现在不能作出决定，原因见上方提示。"));
    return;
  }
  const barred = found.filter((one) => one.barred);
  const open = found.filter((one) => !one.barred);
  fill(place,
    list(`有 ${barred.length} 项不符合，不能通过，请${back ? "退回补正或" : ""}选择不通过：`, barred),
    list(`还有 ${open.length} 项未核验，暂不能通过：`, open));
}

const list = (title, items) => items.length > 0 && [
  h("p", {}, title),
  h("ul", {}, items.map((item) => h("li", {}, h("a", {href: `#${item.id}`, onclick: jump(item.id)}, item.text)))),
];

export function goTo(id) {
  const target = document.getElementById(id);
  target.scrollIntoView({block: "nearest"});
  target.focus();
}

const jump = (id) => (event) => {
  event.preventDefault();
  goTo(id);
};
