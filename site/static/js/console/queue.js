// The list of waiting cases and of one's own: the filter is the address, the next case one press away.
import {banner} from "../core/banner.js";
import {busy} from "../core/busy.js";
import {all, fill, h, one, show} from "../core/dom.js";
import {start} from "../core/start.js";
import {words} from "../core/words.js";
import {addressOf, filterOf} from "./queue/address.js";
import {load, look} from "./queue/list.js";
import {watchQueue} from "./queue/watch.js";
import {caseAddress} from "./shared/case-place.js";
import {claimNext} from "./shared/claim.js";
import {showCarried} from "./shared/flash.js";
import {frame} from "./shared/frame.js";
import {bindKeys} from "./shared/keys.js";
import {connect} from "./shared/review.js";
import {reviewer} from "./shared/reviewer.js";

const DECIDING = ["reviewer", "supervisor"];

async function queue(root) {
  connect();
  const who = await reviewer().catch(() => null);
  if (who && !DECIDING.includes(who.role)) {
    fill(root, h("h1", {}, "审核列表"), h("p", {class: "card"}, "这个账号不负责审核，这里没有需要您办理的申请。"));
    return;
  }
  // Schools print them; to the city's desk the page is a dead end.
  show(one("[data-registers]", root), !who || who.scope.kind !== "city");
  const select = one("[data-business]", root);
  const businesses = all("option", select).map((option) => option.value);
  const list = {root, shown: [], waiting: 0, filter: filterOf(location.search, businesses)};
  const go = (change) => {
    Object.assign(list.filter, change);
    history.pushState(null, "", addressOf(list.filter));
    return load(list);
  };
  select.value = list.filter.business;
  select.addEventListener("change", () => go({business: select.value}));
  all("[data-tab]", root).forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    go({tab: link.dataset.tab});
  }));
  addEventListener("popstate", () => {
    list.filter = filterOf(location.search, businesses);
    select.value = list.filter.business;
    load(list);
  });
  const take = one("[data-take]", root);
  const again = one("[data-refresh]", root);
  take.addEventListener("click", () => busy(take, "正在领取…", () => takeNext(list)));
  again.addEventListener("click", () => load(list, true));
  [select, take, again].forEach((control) => { control.disabled = false; });
  bindKeys(keys(list, take));
  showCarried();
  await load(list);
  watchQueue(() => look(list));
}

function keys(list, take) {
  const step = (by) => {
    const links = all("[data-row]", list.root);
    const at = links.indexOf(document.activeElement);
    const next = links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))];
    if (next) next.focus();
  };
  return [["J", "下一行", () => step(1)], ["K", "上一行", () => step(-1)], ["Enter", "打开所在行"],
    ["G", "领取下一件", () => take.click()]];
}

async function takeNext(list) {
  try {
    const id = await claimNext(list.filter.business);
    if (id) {
      location.assign(caseAddress(id));
      return;
    }
    await load(list);
    banner("take", "", "目前没有可以领取的申请。等待中的都已被领取，您领取的在“我的”中");
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    banner("take", "bad", words(problem));
  }
}

start({frame, queue});
