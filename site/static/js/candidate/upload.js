// Step 2, 上传资料: one page per course, a card per credential.
import {get} from "../core/api.js";
import {one, show} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {later} from "../core/later.js";
import {day, left} from "../core/time.js";
import {cardList} from "./card-list.js";
import {watchClosing} from "./closing.js";
import {file, opening} from "./dialogs-file.js";
import {localKey} from "./drafts.js";
import {courseTitle, credits} from "./labels.js";
import {limitsOf} from "./limits.js";
import {pendingOf, resumeAll} from "./pending.js";
import {sending} from "./picture.js";
import {saveState} from "./save-state.js";
import {openSaver} from "./saver.js";
import {earlierFaults, steps} from "./upload-steps.js";
import {link, param} from "./who.js";
import {loadWizard} from "./wizard.js";
import {linksOf} from "./zoom.js";

export function upload(main) {
  return loadInto(one("[data-place]", main), () => load(main), ([wizard, mending]) => {
    const unit = wizard.unit(param("u") || wizard.units[0]);
    if (!unit || !wizard.units.includes(unit.unit)) location.replace(link("/exemptions/courses/"));
    else return draw(main, wizard, unit, mending);
    return undefined;
  });
}

async function load(main) {
  const wizard = await loadWizard();
  const returned = wizard.application && wizard.application.state === "returned";
  return [wizard, returned ? await file(main.dataset.mending) : null];
}

async function draw(main, wizard, unit, mending) {
  const limits = limitsOf(main);
  const step = `u-${unit.unit}`;
  const saver = await openSaver({
    place: wizard.place, target: wizard.target, step, drafts: wizard.drafts, fresh: {credentials: wizard.credentials(unit.unit) || []}, tell: saveState(),
  });
  const pending = pendingOf(localKey(wizard.place, wizard.target, step), sending);
  const say = (text) => {
    one("[data-say]", main).textContent = text;
  };
  const rules = () => later(main.dataset.rules);
  main.addEventListener("input", () => rules().catch(() => {}), {once: true});
  heading(main, wizard, unit);
  const list = cardList({
    main, accepted: unit.hints || [], limits, say, mending, pending, rules,
    beforePicker: () => saver.flush({keepalive: true}),
    changed: (credentials) => {
      saver.change({...saver.body, credentials});
      main.dispatchEvent(new Event("change"));
    },
  });
  open(list, wizard, saver.body.credentials, mending);
  show(one("[data-loading]", main), false);
  show(one("[data-form]", main), true);
  offerOthers(main, wizard, unit, list, say);
  watchClosing(wizard.window);
  steps({main, wizard, unit, saver, list, limits, rules});
  earlierFaults(wizard, unit, main);
  resumeAll(main, list.cards, pending, sending);
  const asked = document.getElementById(location.hash.slice(1));
  if (asked) asked.focus();
}

function open(list, {application, sent}, drafted, mending) {
  if (!mending) return list.open(drafted.map((credential) => ({credential})));
  const items = mending.arranged(application.rounds[application.rounds.length - 1], sent, drafted);
  list.open(items);
  if (!mending.sameCredentials(items.map(({credential}) => credential), drafted)) list.settle();
  return undefined;
}

// Only somebody with several courses may have typed it already, without the file it is typed again; what was sent before
// is shown when asked for
function offerOthers(main, wizard, unit, list, say) {
  const others = () => file(main.dataset.adoption);
  if (wizard.units.length > 1) others().then(({adoption}) => adoption(main, wizard, unit, list), () => {});
  one("[data-wallet]", main).addEventListener("click", () => opening(({wallet}) => wallet(unit, list, say, {get, linksOf}), "", others));
}

function heading(main, wizard, unit) {
  const place = wizard.units.indexOf(unit.unit) + 1;
  one("h1", main).textContent = courseTitle(unit);
  one("[data-place-in]", main).textContent = [
    wizard.application ? `第 ${wizard.application.round + 1} 次提交` : `第 ${place}/${wizard.units.length} 门`, `学分 ${credits(unit.credits2)}`,
    wizard.mendBy && `请在 ${day(wizard.mendBy)} 前提交，${left(wizard.mendBy)}`,
  ].filter(Boolean).join(" · ");
  document.title = `${courseTitle(unit)} - ${document.title}`;
}
