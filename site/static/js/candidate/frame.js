// Header and menus of every signed-in page, and what watches over the page: network, session, another person's login.
import {configure, send} from "../core/api.js";
import {all, one, show} from "../core/dom.js";
import {network, watchNetwork} from "../core/network.js";
import {opening} from "./dialogs-file.js";
import {watchIdle} from "./idle.js";
import {signedOut} from "./session.js";
import {openSwitch} from "./switch.js";
import {showUnread} from "./unread.js";
import {link, majorOf, ticketRef, tickets} from "./who.js";

export async function frame(header) {
  configure({signedOut, network, refresh: "/api/session"});
  watchNetwork();
  watchOwner();
  watchIdle();
  all("[data-menu]", header).forEach(menu);
  one("[data-sign-out]", header).addEventListener("click", () => opening(({signOut}) => signOut(send), "尚未退出："));
  const change = one("[data-switch]", header);
  if (change) change.addEventListener("click", openSwitch);
  document.addEventListener("kaoji:ticket", showTicket);
  await showTicket().catch(() => {});
}

export async function showTicket() {
  const ref = await ticketRef();
  for (const anchor of all('a[href^="/"]:not([data-plain])')) carry(anchor);
  const mine = await tickets();
  const ticket = mine.find((candidate) => candidate.ref === ref);
  if (ticket) one("[data-ticket]").textContent = `正在办理：准考证 ${ticket.number_masked} ${majorOf(ticket)}`;
  show(one("[data-switch]"), mine.length > 1);
  showUnread();
}

// Links of the page's own HTML get the ticket; those drawn later are made with link().
function carry(anchor) {
  const url = new URL(anchor.href);
  if (url.searchParams.has("t") && !anchor.dataset.carried) return;
  url.searchParams.delete("t");
  anchor.dataset.carried = "t";
  anchor.href = link(url.pathname, Object.fromEntries(url.searchParams)) + url.hash;
}

function menu(details) {
  const close = () => {
    details.open = false;
  };
  document.addEventListener("click", (event) => details.contains(event.target) || close());
  details.addEventListener("focusout", (event) => event.relatedTarget && !details.contains(event.relatedTarget) && close());
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    close();
    one("summary", details).focus();
  });
}

// Somebody signed out, or in as another person, in another tab: this page must not go on under the wrong name. Nor may
// 后退 bring back a page as it once was: it is read anew.
function watchOwner() {
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  addEventListener("storage", (event) => {
    if (event.key === "kaoji:owner" && event.oldValue && event.newValue !== event.oldValue) {
      location.replace(event.newValue ? "/" : "/login/?out=1");
    }
  });
}
