// 消息: newest first; what is shown counts as read from then on, and stays marked as new until the page is left.
import {get, send} from "../core/api.js";
import {banner} from "../core/banner.js";
import {busy} from "../core/busy.js";
import {all, fill, focusOn, h, one} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {fullDay} from "../core/time.js";
import {wordsWithRef} from "../core/words.js";
import {channels} from "./channels.js";
import {reminder} from "./reminder.js";
import {showUnread} from "./unread.js";
import {link} from "./who.js";

export function messages(main) {
  const place = one("[data-place]", main);
  return loadInto(place, () => get("/api/messages"), (page) => {
    fill(place,
      page.messages.length ? h("section", {class: "card"}, h("ol", {class: "plain"}, page.messages.map(line)), more(page)) : nothing(),
      reminders(page.reminders),
      channels(page.offered));
    showUnread(page.unread);
    if (page.unread) return markRead(page.messages[0].id);
    return undefined;
  });
}

function failed(problem) {
  if (problem.status === undefined) throw problem;
  banner("older", "bad", wordsWithRef(problem));
}

const nothing = () => h("section", {class: "card"},
  h("h2", {}, "还没有消息"),
  h("p", {}, "申请的受理、审核结果和办理提醒会显示在这里。"));

function reminders(lines) {
  if (!lines.length) return null;
  return h("section", {class: "card"},
    h("h2", {}, "开放时提醒我"),
    lines.map((one) => h("div", {class: "row"}, h("p", {}, one.title), reminder({...one, remind: true}))));
}

// Who cannot be reached now is told the same number next time
async function markRead(id) {
  const left = await send("POST", "/api/messages/read", {up_to: id}, {quiet: true}).catch(() => null);
  if (left) showUnread(left.unread);
}

function line(message) {
  const href = target(message);
  return h("li", {class: "row"},
    h("div", {},
      h("p", {}, h("b", {}, message.title), " ", message.unread && h("span", {class: "tag bad"}, "未读")),
      h("p", {}, message.text),
      h("p", {class: "quiet num"}, fullDay(message.at))),
    href && h("a", {href, "aria-label": `查看：${message.title}`}, "查看"));
}

// To the application, or to its business if that has pages here
function target({no, business}) {
  if (no) return link("/applications/", {no});
  const entry = all("[data-business]").find((item) => item.dataset.business === business);
  return entry ? link(entry.pathname) : null;
}

function more({older}) {
  if (!older) return null;
  const button = h("button", {type: "button", class: "btn second", onclick: () => busy(button, "正在读取…", next)}, "更早的消息");
  const box = h("div", {class: "actions"}, button);

  async function next() {
    const page = await get(`/api/messages?from=${older}`).catch(failed);
    if (!page) return;
    const lines = page.messages.map(line);
    one("ol", box.parentElement).append(...lines);
    box.replaceWith(more(page) || "");
    focusOn(lines[0]);
  }

  return box;
}
