// Who is signed in, and which ticket this page is about: the ticket stands in the address, so two tabs never mix.
import {get} from "../core/api.js";
import {banner} from "../core/banner.js";
import {device, forget, tab} from "../core/store.js";

const query = new URLSearchParams(location.search);
let asked = null;
let current = null;

export const param = (name) => query.get(name) || "";

export const params = (name) => query.getAll(name);

// A mark of the person, to notice another one at the same computer: not a secret and not reversible.
function markOf(name, tickets) {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (const letter of JSON.stringify([name, tickets.map((ticket) => ticket.number_masked).sort()])) {
    a = Math.imul(a ^ letter.codePointAt(0), 2654435761);
    b = Math.imul(b ^ letter.codePointAt(0), 1597334677);
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
}

const slim = ({ref, number_masked, major_name, level, school_name}) => ({ref, number_masked, major_name, level, school_name});

// Remembers the person; what another one left on this device is wiped first. Answers whether it is the same person.
export function learn({name, tickets}) {
  const owner = markOf(name, tickets);
  const before = device.get("owner");
  if (before !== owner) forget();
  device.set("owner", owner);
  tab.set("tickets", tickets.map(slim));
  return before === null || before === owner;
}

export const owner = () => device.get("owner");

// The ordinal that the address or this tab names, whoever's it is; 0 where neither does
const wanted = () => Number(/^\d{1,3}$/.test(param("t")) ? param("t") : tab.get("t")) || 0;

// A ticket that is not one's own must not hold the tab: the first own one takes its place
async function ownInstead(problem) {
  if (problem.status !== 404) throw problem;
  const data = await get("/api/home");
  banner("ticket", "warn", "要打开的准考证不在您名下，已转到您名下的准考证。");
  return data;
}

// Home's data, asked once per page
export function home() {
  if (!asked) {
    asked = get(`/api/home?t=${wanted() || 1}`).catch(ownInstead).then((data) => {
      learn(data);
      tab.set("unread", data.unread);
      remember(data.ticket.ref);
      return data;
    });
    asked.catch(() => {
      asked = null;
    });
  }
  return asked;
}

export async function tickets() {
  return tab.get("tickets") || (await home()).tickets;
}

function remember(ref) {
  current = Number(ref);
  tab.set("t", current);
  if (param("t") !== String(current)) {
    query.set("t", current);
    history.replaceState(history.state, "", `${location.pathname}?${query}${location.hash}`);
  }
}

// The ordinal of the ticket in work; puts it into the address where it is missing. The server is asked only about one
// that is not known to be one's own; where it cannot be reached, the page's own call says so.
export async function ticketRef() {
  if (current) return current;
  const known = tab.get("tickets") || [];
  const ref = wanted() || (known[0] || {}).ref;
  if (known.some((ticket) => ticket.ref === ref)) remember(ref);
  else {
    await home().catch((problem) => {
      if (problem.status === undefined) throw problem;
      remember(ref || 1);
    });
  }
  return current;
}

// The page turns out to be about this ticket, whatever its address said
export function useTicket(ref) {
  remember(ref);
  document.dispatchEvent(new Event("kaoji:ticket"));
}

export function link(path, extra) {
  return `${path}?${new URLSearchParams({...(current ? {t: current} : {}), ...extra})}`;
}

export function majorOf(ticket) {
  const level = ticket.level && !ticket.major_name.includes(ticket.level) ? `（${ticket.level}）` : "";
  return `${ticket.major_name}${level}`;
}
