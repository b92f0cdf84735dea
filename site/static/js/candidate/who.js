// Who is signed in, and which ticket this page is about: the ticket stands in the address, so two tabs never mix.
import {get} from "../core/api.js";
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

// Home's data, asked once per page
export function home() {
  if (!asked) {
    const ref = /^\d{1,3}$/.test(param("t")) ? param("t") : tab.get("t") || 1;
    asked = get(`/api/home?t=${ref}`).then((data) => {
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

// The ordinal of the ticket in work; puts it into the address where it is missing.
export async function ticketRef() {
  if (current) return current;
  if (/^\d{1,3}$/.test(param("t"))) remember(param("t"));
  else if (tab.get("t")) remember(tab.get("t"));
  else remember((await tickets()).length ? (await tickets())[0].ref : 1);
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
