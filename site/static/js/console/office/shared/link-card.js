// The enrolment link of a colleague: the server keeps a hash only, so it is shown once, to whoever granted it.
import {h} from "../../../core/dom.js";

export function linkCard(text, token) {
  const link = `${location.origin}/enrol/#token=${token}`;
  const said = h("span", {class: "quiet", role: "status"});
  const field = h("input", {id: "enrol-link", readonly: true, value: link, "aria-describedby": "enrol-link-hint", onfocus: () => field.select()});
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    said.textContent = "已复制";
  };
  return h("section", {class: "card good"},
    h("h3", {}, "启用链接（只显示这一次）"),
    h("p", {}, text),
    h("div", {class: "field"}, h("label", {for: field.id}, "启用链接"),
      h("p", {class: "hint", id: "enrol-link-hint"}, "24 小时内有效，只能用一次。请当面交给本人，不要发到群里。离开本页后不再显示，遗失须重新发放。"), field),
    h("div", {class: "actions"}, navigator.clipboard && h("button", {type: "button", class: "btn second", onclick: copy}, "复制链接"), said));
}

// Granted before: the answer with the link was lost on its way, or the button was pressed on two pages.
export const linkGone = (text) => h("section", {class: "card calm"},
  h("h3", {}, "已批准，启用链接不再显示"),
  h("p", {}, text),
  h("p", {}, "这项请求刚才已由您批准，启用链接只显示那一次。没有看到或没有保存时，请在“工作人员”中找到这一位，提出重新发放启用链接，由另一位考籍管理人员批准；原来的链接随之失效。"));
