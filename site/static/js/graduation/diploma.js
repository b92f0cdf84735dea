// 毕业证书: when the earlier diploma was obtained decides which proof is asked for; its number, its proof, their pictures.
import {all, one, show} from "../core/dom.js";
import {today} from "../core/time.js";
import {file} from "../candidate/dialogs-file.js";
import {localKey} from "../candidate/drafts.js";
import {pendingOf, resumeAll} from "../candidate/pending.js";
import {sending} from "../candidate/picture.js";
import {editing} from "../steps/editing.js";
import {stepPage} from "../steps/page.js";
import {paperOf} from "./paper.js";
import {loadGraduation} from "./wizard.js";

export const diploma = (main) => stepPage(main, "diploma", loadGraduation, (data, ready) => draw(main, data, ready));

async function draw(main, data, ready) {
  const form = one("[data-step=diploma]", main);
  const [step, {wrong}, keeping] = await Promise.all([
    editing(main, data, "diploma"), file(main.dataset.judges), data.parts.length ? file(main.dataset.kept) : null,
  ]);
  const said = step.body.diploma || {};
  const pending = pendingOf(localKey(data.place, data.target, "diploma"), sending);
  const hooks = {
    pending, changed, wrong,
    say(text) {
      one("[data-say]", main).textContent = text;
    },
    beforePicker: () => step.saver.flush({keepalive: true}),
  };
  let settled = false;
  const [own, newer, older] = all("[data-form]", form).map((card) => paperOf(card, {main, data, hooks, keeping}));
  const obtained = own.field("obtained");
  // What was typed into one kind of proof stays there while the year says the other
  const proof = () => (obtained.read() >= form.dataset.since ? newer : older);

  function changed() {
    if (!settled) return;
    arrange();
    step.saver.change(read());
    form.dispatchEvent(new Event("change"));
  }

  function arrange() {
    const known = /^\d{4}/.test(obtained.read());
    own.rest(known);
    [newer, older].forEach((paper) => show(paper.element, known && paper === proof()));
  }

  function read() {
    const {uploads: proofs, ...proven} = proof().read();
    return {diploma: {...own.read(), ...proven, proof_uploads: proofs}};
  }

  own.write(said);
  proof().write({...said, uploads: said.proof_uploads});
  settled = true;
  arrange();
  ready();
  step.open({read, faults: () => [...own.faults(today()), ...(obtained.read() ? proof().faults(today()) : [])], idOf});
  resumeAll(main, [own, newer, older], pending, sending);

  function idOf(path) {
    const name = path.replace(/^diploma\./, "").replace("proof_uploads", "uploads");
    const paper = path.includes("proof_uploads") || !own.has(name.split(".")[0]) ? proof() : own;
    return paper.idOf(name);
  }
}
