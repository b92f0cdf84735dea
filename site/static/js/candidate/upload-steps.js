// 上一步 and 下一步 of the upload page: judged here first, saved, then left.
import {one} from "../core/dom.js";
import {clearErrors, showErrors} from "../core/errors.js";
import {tab} from "../core/store.js";
import {today} from "../core/time.js";
import {editable} from "./card-list.js";
import {leaveBy} from "./leave.js";
import {link, param} from "./who.js";
import {applicationLink, confirmLink, uploadLink} from "./wizard.js";

export function steps({main, wizard, unit, saver, list, limits, rules}) {
  const place = wizard.units.indexOf(unit.unit);
  const back = wizard.application ? applicationLink(wizard.target) : place > 0 ? uploadLink(wizard, wizard.units[place - 1]) : link("/exemptions/courses/");
  const direct = param("back") === "confirm" || place + 1 >= wizard.units.length;
  const next = direct ? confirmLink(wizard) : uploadLink(wizard, wizard.units[place + 1]);
  const [previous, following] = [one("[data-back]"), one("[data-next]")];
  previous.addEventListener("click", () => leaveBy(previous, saver, () => back));
  following.disabled = false;
  following.addEventListener("click", async () => {
    const {faultsOf, companionFaults} = await rules().catch(() => ({faultsOf: () => [], companionFaults: () => []}));
    const faults = () => [
      ...editable(list.cards).flatMap((card) => faultsOf(card, {...limits, today: today()})),
      ...companionFaults(list.cards, one("[data-add-credential]", main).id),
    ];
    const recheck = (id) => (faults().find((fault) => fault.id === id) || {message: ""}).message;
    clearErrors(main);
    if (!showErrors(main, faults(), recheck)) leaveBy(following, saver, () => next);
  });
}

// What was found wrong on the page 核对并提交, there or by the server, is marked where it was typed
export function earlierFaults(wizard, unit, main) {
  const kept = tab.get(`faults:${wizard.target}`) || [];
  const mine = kept.filter((fault) => fault.unit === unit.unit && fault.id);
  if (!mine.length) return;
  tab.set(`faults:${wizard.target}`, kept.filter((fault) => fault.unit !== unit.unit));
  showErrors(main, mine);
}
