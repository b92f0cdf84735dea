// The number beside 消息, as home or the list last said it: no page asks for it.
import {fill, h, one} from "../core/dom.js";
import {tab} from "../core/store.js";

export function showUnread(count = tab.get("unread")) {
  tab.set("unread", count);
  fill(one("[data-unread]"), count && [" ", h("b", {class: "tag bad"}, count > 99 ? "99+" : String(count)), h("span", {class: "away"}, "条未读")]);
}
