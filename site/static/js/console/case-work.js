// What is done with a case, fetched once it is in sight: history, decision, lease, and what was typed before.
import {banner} from "../core/banner.js";
import {all, one, show} from "../core/dom.js";
import {afterDecision, bindGoOn} from "./case/after.js";
import {decision} from "./case/decision.js";
import {degreePanel} from "./case/degree-panel.js";
import {changesOf} from "./case/ground-changes.js";
import {groundsPanel} from "./case/grounds-panel.js";
import {drawHistory} from "./case/history.js";
import {leasing} from "./case/lease.js";
import {sender} from "./case/sending.js";
import {dropTyped, isTouched, keepTyped, restoreTyped} from "./case/typed.js";

// `desk` = {found, rounds, again(): reads the case anew, until(instant): shows it, calls: {write, say, claim, now}, the
// page's own, so that there is one CSRF token and one clock}. → what the keys and buttons of the page need
export function setToWork(page, {found, rounds, again, until, calls}) {
  const root = one("[data-decision]", page);
  drawHistory(page, found, rounds);
  groundsPanel(page, found, rounds);
  degreePanel(page, found, calls.read);
  const sending = sender(root, found, {
    // Whoever takes the case again after a reload reads it too: what changed by a decision on its way is no news
    write: async (...sent) => { await resumed; return calls.write(...sent); },
    stop: () => verdict.update(false),
    changes: async () => changesOf(found, await calls.read(`cases/${encodeURIComponent(found.id)}`)),
    done: (answer) => {
      lease.end();
      dropTyped(found.id);
      return afterDecision(root, found, answer, calls.claim);
    },
  });
  const verdict = decision(page, found, rounds.now.parts, sending.send);
  const lease = leasing({found, calls, again, until, allow: (can) => hold(page, can, verdict.update), isTouched: () => isTouched(page)});
  one("[data-checks]", page).addEventListener("change", () => verdict.update());
  bindGoOn(root);
  restore(page, found, verdict);
  for (const name of ["input", "change"]) page.addEventListener(name, () => keepTyped(page, found.id, seenOf(found)));
  lease.show(found);
  const resumed = lease.resume();
  sending.recover();
  return {open: verdict.open, focusPass: verdict.focusPass, giveBack: lease.giveBack};
}

// Only whoever has the case ticks points and sees the full numbers
function hold(page, can, update) {
  all("[data-checks] input", page).forEach((input) => {
    input.disabled = !can;
  });
  // Without a box that takes the focus, the column itself does, so that keys can scroll it
  one("#checks", page).tabIndex = can ? -1 : 0;
  show(one("[data-reveal]", page), can);
  update(can);
}

const seenOf = (found) => `${found.digest} ${found.basis}`;

function restore(page, found, verdict) {
  const what = restoreTyped(page, found.id, seenOf(found));
  verdict.reopen();
  if (what === "words") banner("kept", "warn", "此件的内容或审核依据有更新。您之前填写的说明已保留，勾选的项目请重新核对。");
}
