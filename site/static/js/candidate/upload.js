// Step 2, 上传资料: one page per course, a card per credential.
import {Problem} from "../core/api.js";
import {one, show} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {later} from "../core/later.js";
import {cardList} from "./card-list.js";
import {watchClosing} from "./closing.js";
import {courseTitle, credits} from "./labels.js";
import {interrupted} from "./picker.js";
import {saveState} from "./save-state.js";
import {openSaver} from "./saver.js";
import {earlierFaults, steps} from "./upload-steps.js";
import {link, param} from "./who.js";
import {loadWizard} from "./wizard.js";

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
  return [wizard, returned ? await later(main.dataset.mending).catch(() => Promise.reject(new Problem(0, {}))) : null];
}

async function draw(main, wizard, unit, mending) {
  const limits = limitsOf(main);
  const {application} = wizard;
  const last = application ? application.rounds[application.rounds.length - 1] : null;
  const saver = await openSaver({
    place: wizard.place, target: wizard.target, step: `u-${unit.unit}`, drafts: wizard.drafts, fresh: {credentials: wizard.sent || []}, tell: saveState(),
  });
  const say = (text) => {
    one("[data-say]", main).textContent = text;
  };
  heading(main, wizard, unit);
  const list = cardList({
    main, accepted: unit.hints || [], limits, say, mending,
    beforePicker: () => saver.flush({keepalive: true}),
    changed: (credentials) => {
      saver.change({...saver.body, credentials});
      main.dispatchEvent(new Event("change"));
    },
  });
  list.open(saver.body.credentials, last);
  show(one("[data-loading]", main), false);
  show(one("[data-form]", main), true);
  offerOthers(main, wizard, unit, list);
  watchClosing(wizard.window);
  steps(main, wizard, unit, saver, list, limits);
  earlierFaults(wizard, unit, main);
  afterCamera(main, list);
  const asked = document.getElementById(location.hash.slice(1));
  if (asked) asked.focus();
}

// Only somebody with several courses may have typed it already; without the file it is typed again
function offerOthers(main, wizard, unit, list) {
  if (wizard.units.length < 2) return;
  later(main.dataset.adoption).then(({adoption}) => adoption(main, wizard, unit, list), () => {});
}

const limitsOf = (main) => Object.fromEntries(Object.entries(main.dataset).map(([name, value]) => [name, Number(value)]));

function heading(main, wizard, unit) {
  const place = wizard.units.indexOf(unit.unit) + 1;
  one("h1", main).textContent = courseTitle(unit);
  one("[data-place-in]", main).textContent = [
    wizard.application ? `第 ${wizard.application.round + 1} 次提交` : `第 ${place}/${wizard.units.length} 门`, `学分 ${credits(unit.credits2)}`,
  ].join(" · ");
  document.title = `${courseTitle(unit)} - ${document.title}`;
}

function afterCamera(main, list) {
  const slot = interrupted();
  const card = slot === null ? null : list.cards[slot];
  if (!card || card.locked) return;
  const note = one("[data-camera]", main);
  show(note, true);
  card.element.before(note);
  note.scrollIntoView({block: "start"});
  card.pictures.input.focus({preventScroll: true});
}
