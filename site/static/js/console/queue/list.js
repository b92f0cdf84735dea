// Loads and draws the list: tabs with counts, rows, the empty state, and the quiet word that newer cases have come.
import {banner, endBanner, toast} from "../../core/banner.js";
import {all, fill, h, one, show} from "../../core/dom.js";
import {clock} from "../../core/time.js";
import {keepList} from "../shared/case-place.js";
import {read} from "../shared/review.js";
import {trouble} from "../shared/trouble.js";
import {addressOf} from "./address.js";
import {queueRow} from "./rows.js";

const COUNTED_MOST = 999;
const EMPTY = {
  waiting: ["没有待处理事项", "有新申请提交后会出现在这里。"],
  mine: ["您手上没有未办结的申请", "领取后尚未作出决定的申请会出现在这里。"],
};

const fetched = (filter) => (filter.tab === "mine" ? read("mine") : read(`queue?business=${filter.business}`));

// `list` = { root, filter, waiting, shown }
export async function load(list, asked) {
  endBanner("fresh");
  endBanner("take");
  markTabs(list);
  const filter = {...list.filter};
  const body = one("[data-list]", list.root);
  body.setAttribute("aria-busy", "true");
  try {
    const found = await fetched(filter);
    if (filter.tab !== list.filter.tab || filter.business !== list.filter.business) return;
    draw(list, found);
    if (asked) toast("已刷新");
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    parts(list, "trouble");
    trouble(one("[data-part=trouble]", list.root), problem, () => load(list));
  } finally {
    body.removeAttribute("aria-busy");
  }
}

function parts(list, visible) {
  all("[data-part]", list.root).forEach((part) => show(part, part.dataset.part === visible));
}

function draw(list, found) {
  const {rows} = found;
  const mine = list.filter.tab === "mine";
  list.shown = rows.map((row) => row.id);
  keepList(list.shown);
  count(list, found, mine ? rows.length : undefined);
  parts(list, rows.length ? "table" : "empty");
  fill(one("tbody", list.root), rows.map(queueRow));
  const [title, text] = EMPTY[list.filter.tab];
  fill(one("[data-part=empty]", list.root), h("h2", {}, title), h("p", {class: "quiet"}, text), !mine && elsewhere(list, found));
  const part = !mine && waitingOf(found) > rows.length ? `显示提交最早的 ${rows.length} 件，` : "";
  one("[data-refreshed]", list.root).textContent = `${part}更新于 ${clock(found.refreshed || Date.now())}`;
}

// Nothing of this business: of which others something waits
function elsewhere({root, filter}, {counts = {}}) {
  const others = all("[data-business] option", root).filter(({value}) => value !== filter.business && counts[value]);
  if (!others.length) return null;
  const links = others.map(({value, textContent}) => h("a", {href: addressOf({tab: "waiting", business: value})}, textContent));
  return h("p", {}, "其他业务待领取：", links.flatMap((link, index) => (index ? ["、", link] : [link])));
}

const waitingOf = (found) => found.waiting || 0;
const shown = (number) => (number > COUNTED_MOST ? `${COUNTED_MOST}+` : String(number));

function count(list, found, mine) {
  const write = (tab, number) => {
    if (number === undefined) return;
    one(`[data-count=${tab}]`, list.root).textContent = shown(number);
  };
  if (mine === undefined) {
    list.waiting = waitingOf(found);
    write("waiting", list.waiting);
  }
  write("mine", mine);
  for (const option of found.counts ? all("[data-business] option", list.root) : []) {
    const number = found.counts[option.value];
    option.textContent = number ? `${option.dataset.title}（${shown(number)}）` : option.dataset.title;
  }
  if (found.scope_text) one("[data-scope]", list.root).textContent = found.scope_text;
}

function markTabs(list) {
  for (const link of all("[data-tab]", list.root)) {
    if (link.dataset.tab === list.filter.tab) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

// Nothing on the page moves by itself: newer cases are offered, not pushed in.
export async function look(list) {
  if (list.filter.tab === "mine") return;
  const found = await fetched(list.filter).catch(() => null);
  if (!found) return;
  const unseen = found.rows.filter((row) => !list.shown.includes(row.id)).length;
  const fresh = Math.max(unseen, waitingOf(found) - list.waiting);
  if (fresh <= 0) return;
  banner("fresh", "", `有 ${fresh} 件新申请`, h("button", {type: "button", class: "link", onclick: () => load(list, true)}, "刷新"));
}
