// A page that was ended behind the camera, or with pictures on their way: it says so where it happened, what this device
// still has goes on, the rest is asked for again.
import {one, show} from "../core/dom.js";
import {keptOf} from "./kept-pictures.js";

// `slot` is the card whose picker was open, or null
export async function resumed(main, cards, pending, slot) {
  const editable = cards.filter((card) => !card.locked);
  const near = (key) => editable.find((card) => card.key === key) || editable[0];
  if (slot !== null && near(slot)) note(main, near(slot));
  const {owner, step} = pending.owned();
  const waiting = Object.entries(pending.all());
  const records = waiting.length ? await keptOf(owner, step).catch(() => []) : [];
  const lost = new Map();
  waiting.forEach(([key, place]) => {
    const card = editable.find((one) => one.key === place);
    const record = records.find((one) => one.key === key);
    if (card && record && card.pictures.resume(key, record.file)) return;
    pending.done(key);
    if (near(place)) lost.set(near(place), (lost.get(near(place)) || 0) + 1);
  });
  lost.forEach((count, card) => note(main, card, `上次选择的 ${count} 张图片没有传完，请重新选择`));
}

function note(main, {element, pictures}, text) {
  const line = one("[data-camera]", main);
  if (text) line.textContent = text;
  show(line, true);
  if (element) element.before(line);
  line.scrollIntoView({block: "start"});
  pictures.input.focus({preventScroll: true});
}
