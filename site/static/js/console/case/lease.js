// Who has the case: taken on request, renewed by activity at most every five minutes, given back on leaving.
import {banner, endBanner} from "../../core/banner.js";
import {busy} from "../../core/busy.js";
import {h} from "../../core/dom.js";
import {tab} from "../../core/store.js";
import {clock} from "../../core/time.js";
import {words} from "../../core/words.js";

const RENEW = 300000;
const LOOK = 15000;

// `page` = {found, calls, again(): reads the case anew, allow(may decide), isTouched()}; answers with what the page may do.
export function leasing(page) {
  const {id} = page.found;
  const {now, say, write} = page.calls;
  const state = {mine: false, until: 0, renewed: Date.now(), over: false};
  const before = tab.get("held") === id;

  function show(found) {
    const {lease, can} = found;
    state.mine = Boolean(lease && lease.mine);
    state.until = lease && !found.barred ? lease.until : 0;
    page.allow(Boolean(can.decide));
    endBanner("lease");
    if (state.mine) tab.set("held", id);
    if (found.barred) banner("lease", "warn", `${found.barred}。请由其他审核人员办理，您可以查看。`);
    else if (lease && !state.mine) banner("lease", "warn", `${lease.holder_name}正在审核此件，${clock(lease.until)} 前有效。此时只能查看，到期后可以领取。`, act("刷新", again));
    else if (can.take) banner("lease", "", "此件尚未领取，领取后才能作出决定。", act("领取此件", take));
    else if (!state.mine) banner("lease", "", waits(found));
    page.until(state.mine ? state.until : null);
  }

  async function again() {
    show(await page.again());
  }

  async function renew() {
    state.renewed = Date.now();
    const {until} = await write(`cases/${id}/lease`, {}, {tries: 1});
    state.until = until;
    page.until(until);
  }

  async function take() {
    try {
      await renew();
      await again();
    } catch (problem) {
      lost(problem);
    }
  }

  function lost(problem) {
    if (problem.status === undefined) throw problem;
    if (problem.status === 0 || problem.status >= 500) return;
    state.mine = false;
    page.allow(false);
    page.until(null);
    banner("lease", "warn", words(problem), act("刷新", again));
  }

  function active() {
    if (state.mine && !state.over && Date.now() - state.renewed > RENEW) renew().catch(lost);
  }

  function tick() {
    if (state.over || !state.until || state.until > now()) return;
    const mine = state.mine;
    state.until = 0;
    banner("lease", "warn", mine ? "您的占用已到期，其他审核人员可以领取此件。" : "对方的占用已到期，可以领取此件。", act("领取此件", take));
    if (mine) page.allow(false);
    state.mine = false;
  }

  // Unsent words keep the case: it stays under 我的 until the lease runs out.
  function leave() {
    if (state.mine && !state.over && !page.isTouched()) say(`cases/${id}/release`);
  }

  for (const name of ["pointerdown", "keydown", "wheel"]) document.addEventListener(name, active, {passive: true});
  addEventListener("pagehide", leave);
  setInterval(tick, LOOK);

  return {
    show,
    // After a reload the case is ours again without asking: the page before has just given it back. Not once it is decided.
    resume: () => (before && (page.found.can.take || page.found.can.decide) ? take() : undefined),
    end: () => { state.over = true; tab.drop("held"); endBanner("lease"); },
    giveBack: async () => { state.over = true; tab.drop("held"); await write(`cases/${id}/release`, {}, {tries: 1}).catch(() => {}); },
  };
}

function waits(found) {
  if (found.fee === "due") return "考生尚未缴费，缴费后由主考学校登记现场签字。现在仅供查看。";
  return `此件现为“${found.state_text}”，不在您的审核环节，仅供查看。`;
}

function act(text, work) {
  const button = h("button", {type: "button", class: "btn small", onclick: () => busy(button, "请稍候…", work)}, text);
  return button;
}
