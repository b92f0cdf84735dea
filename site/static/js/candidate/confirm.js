// Step 3, 提交: everything once more, with ways back; then it is sent exactly once.
import {busy, isLocked} from "../core/busy.js";
import {fill, h, one, show} from "../core/dom.js";
import {clearErrors, showErrors} from "../core/errors.js";
import {loadInto} from "../core/failure.js";
import {tab} from "../core/store.js";
import {watchClosing} from "./closing.js";
import {credentialFacts} from "./credential-facts.js";
import {opening} from "./dialogs-file.js";
import {courseTitle} from "./labels.js";
import {submit} from "./submission.js";
import {link, majorOf, tickets} from "./who.js";
import {EMPTY, loadWizard, uploadLink} from "./wizard.js";

export function confirm(main) {
  return loadInto(one("[data-place]", main), loadWizard, async (wizard) => {
    const items = wizard.units.map((unit) => ({unit, credentials: wizard.credentials(unit) || []}));
    const missing = items.find((item) => !item.credentials.length);
    if (!items.length) location.replace(link("/exemptions/courses/"));
    else if (missing) toUnfinished(wizard, missing.unit);
    else await draw(main, wizard, items);
  });
}

function toUnfinished(wizard, unit) {
  const message = `${courseTitle(wizard.unit(unit))}还没有填写凭证，填好后才能核对并提交`;
  tab.set(`faults:${wizard.target}`, [{unit, id: "c0-type", message}]);
  location.replace(uploadLink(wizard, unit, {back: "confirm"}));
}

async function draw(main, wizard, items) {
  const mine = (await tickets()).find((ticket) => ticket.ref === wizard.ref);
  const button = one("[data-submit]");
  fill(one("[data-items]", main), items.map((item) => summary(wizard, item)));
  one("[data-who]", main).textContent = mine ? `准考证 ${mine.number_masked} ${majorOf(mine)}，共 ${items.length} 门课程` : `共 ${items.length} 门课程`;
  one("[data-back]").href = uploadLink(wizard, items[items.length - 1].unit);
  if (wizard.application) one("[data-again]", main).hidden = false;
  show(one("[data-loading]", main), false);
  show(one("[data-form]", main), true);
  watchClosing(wizard.window, button);
  button.disabled = false;
  button.addEventListener("click", () => {
    if (isLocked(button)) return;
    busy(button, "正在提交…", async () => {
      clearErrors(main);
      if (unmended(wizard, items) && !(await sure())) return;
      const faults = await submit(wizard, items, button);
      if (faults) showErrors(main, faults);
    });
  });
}

// Of what a reviewer objected to, nothing is different
function unmended({application, sent}, [{credentials}]) {
  if (!application || application.state !== "returned" || credentials.length !== sent.length) return false;
  const {parts} = application.rounds[application.rounds.length - 1];
  const failing = sent.map((_, index) => index).filter((index) => parts[index].verdict);
  const same = (index) => Object.keys(EMPTY).every((name) => JSON.stringify(credentials[index][name]) === JSON.stringify(sent[index][name]));
  return failing.length > 0 && failing.every(same);
}

function sure() {
  return opening(({ask}) => ask({
    title: "还没有修改",
    text: "被指出的内容没有修改，仍要提交吗？",
    choices: [{label: "返回修改", value: false, kind: "second"}, {label: "仍要提交", value: true}],
  }));
}

function summary(wizard, {unit, credentials}) {
  const course = wizard.unit(unit);
  const change = (index) => `${uploadLink(wizard, unit, {back: "confirm"})}#c${index}-type`;
  return h("section", {class: "card"},
    h("h2", {}, courseTitle(course)),
    course.warnings.map((text) => h("p", {class: "mind"}, text)),
    credentials.map((credential, index) =>
      h("div", {class: "row top-row"},
        credentialFacts(credential),
        h("a", {href: change(index), "aria-label": `修改：${courseTitle(course)} 凭证 ${index + 1}`}, "修改"))));
}

