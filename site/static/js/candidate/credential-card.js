// One credential on the upload page: fields follow the chosen type, everything typed is told at once.
import {all, fill, h, one, show} from "../core/dom.js";
import {randomKey} from "../core/keys.js";
import {opening} from "./dialogs-file.js";
import {picturesOf} from "./pictures.js";

const FIELDS = ["type", "level", "number", "year", "month", "province", "note"];

// `hooks`: changed(card, field), removed(card), beforePicker(), say(text), rules(), pending; `limits` are the catalogue's. The key
// names the card while it is drafted, so that a picture on its way finds it again.
export function cardOf(credential, accepted, hooks, limits) {
  const element = document.importNode(one("#credential").content, true).querySelector("section");
  const field = (name) => one(`[data-id="${name}"]`, element);
  const card = {element, field, key: credential.key || randomKey().slice(0, 8), touched: false, locked: false};
  let ready = false;
  const changed = (name) => ready && hooks.changed(card, name);

  sortTypes(element, accepted);
  card.pictures = picturesOf({
    place: one('[data-of="uploads"]', element), limits, slot: () => card.key, hooks: {...hooks, changed: () => changed("uploads")},
  });
  card.kind = () => field("type").selectedOptions[0].dataset;
  card.read = () => ({...Object.fromEntries(FIELDS.map((name) => [name, field(name).value])), uploads: card.pictures.ids(), key: card.key});
  card.setType = (type) => {
    field("type").value = type;
    follow(element, field, card.kind());
  };
  card.number = (index, alone) => {
    numbered(element, index);
    one("[data-title]", element).textContent = `凭证 ${index + 1}`;
    show(one("[data-remove]", element), !alone);
  };

  card.setType(credential.type);
  FIELDS.forEach((name) => {
    field(name).value = credential[name] || "";
  });
  card.pictures.restore(credential.uploads);
  ready = true;

  element.addEventListener("input", (event) => {
    const name = event.target.dataset.id;
    if (!name || name === "uploads") return;
    if (name === "type") follow(element, field, card.kind());
    else card.touched = true;
    changed(name);
  });
  const tidied = (name) => hooks.rules().then(({tidy}) => tidy(field(name)) && changed(name), () => {});
  for (const name of ["number", "year"]) field(name).addEventListener("blur", () => tidied(name));
  one("[data-remove]", element).addEventListener("click", () => hooks.removed(card));
  one("[data-drawing]", element).addEventListener("click", () => opening(({sampleSheet}) => sampleSheet(one("[data-samples]").dataset.samples, field("type").value)));
  return card;
}

function sortTypes(element, accepted) {
  const [fitting, others] = [one("[data-accepted]", element), one("[data-others]", element)];
  all("option", others).filter((option) => accepted.includes(option.value)).forEach((option) => fitting.append(option));
  if (!fitting.children.length) {
    fitting.remove();
    others.label = "凭证类型";
  }
}

function follow(element, field, kind) {
  const place = (name) => one(`[data-of="${name}"]`, element);
  const note = (selector, text) => {
    const target = one(selector, element);
    target.textContent = text;
    show(target, text);
  };
  show(one("[data-rest]", element), field("type").value);
  note("p[data-hint]", [kind.hint, kind.companionText].filter(Boolean).join("。"));
  show(one("[data-drawing]", element), kind.drawn !== undefined);
  show(place("level"), kind.level);
  if (kind.level) {
    const kept = field("level").value;
    place("level").querySelector("label").textContent = kind.level;
    fill(field("level"), h("option", {value: ""}, "请选择"), kind.levels.split("|").map((level) => h("option", {value: level}, level)));
    field("level").value = kind.levels.split("|").includes(kept) ? kept : "";
  }
  show(place("number"), kind.number);
  note("[data-number-label]", kind.number && kind.number !== "编号" ? `（${kind.number}${kind.required === undefined ? "，选填" : ""}）` : "");
  note('p[data-hint="number"]', [kind.patternText, kind.sample && `例如 ${kind.sample}`].filter(Boolean).join("，"));
  show(place("date"), kind.date);
  note("[data-date-label]", kind.date && kind.date !== "获取时间" ? `（${kind.date}）` : "");
  show(place("province"), kind.placed !== undefined);
}

function numbered(element, index) {
  all("[data-id]", element).forEach((control) => {
    control.id = `c${index}-${control.dataset.id}`;
  });
  all("[data-for]", element).forEach((label) => {
    label.htmlFor = `c${index}-${label.dataset.for}`;
  });
  all("p[data-hint]", element).forEach((hint) => {
    const name = hint.dataset.hint || "type";
    const control = one(`[data-id="${name}"]`, element);
    hint.id = `c${index}-${name}-hint`;
    control.dataset.describedby = hint.id;
    if (!control.hasAttribute("aria-invalid")) control.setAttribute("aria-describedby", hint.id);
  });
  one("h2", element).id = `c${index}-heading`;
  element.setAttribute("aria-labelledby", `c${index}-heading`);
}
