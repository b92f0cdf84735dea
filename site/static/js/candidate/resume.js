// A page that was ended with pictures on their way: what this device still has goes on, the rest is asked for again.
import {keptOf} from "./kept-pictures.js";

// `tell(card, text)` says at a card what must be chosen once more
export async function resumed(pending, cards, tell) {
  const {owner, step} = pending.owned();
  const records = await keptOf(owner, step).catch(() => []);
  const editable = cards.filter((card) => !card.locked);
  const lost = new Map();
  Object.entries(pending.all()).forEach(([key, place]) => {
    const card = editable.find((one) => one.key === place);
    const record = records.find((one) => one.key === key);
    if (card && record && card.pictures.resume(key, record.file)) return;
    pending.done(key);
    const near = card || editable[0];
    if (near) lost.set(near, (lost.get(near) || 0) + 1);
  });
  lost.forEach((count, card) => tell(card, `上次选择的 ${count} 张图片没有传完，请重新选择`));
}
