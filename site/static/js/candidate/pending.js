// Which chosen pictures are still on their way, and to which card: {picture: card}. The pictures themselves are in the
// browser's database (kept-pictures.js), which is asked only where something is pending.
import {device} from "../core/store.js";
import {interrupted} from "./picker.js";
import {owner} from "./who.js";

export function pendingOf(step, sending) {
  const place = `pics:${step}`;
  const all = () => device.get(place) || {};
  return {
    all,
    owned: () => ({owner: owner(), step}),
    add(key, card, file) {
      device.set(place, {...all(), [key]: card});
      sending().then(({keep}) => keep({key, owner: owner(), step, file})).catch(() => {});
    },
    done(key) {
      const {[key]: ended, ...left} = all();
      if (Object.keys(left).length) device.set(place, left);
      else device.drop(place);
      if (ended) sending().then(({letGo}) => letGo(key)).catch(() => {});
    },
  };
}

// Goes on with what an earlier page left: `cards` are {key, pictures, element, locked}
export function resumeAll(main, cards, pending, sending) {
  const slot = interrupted();
  if (slot !== null || Object.keys(pending.all()).length) sending().then(({resume}) => resume(main, cards, pending, slot), () => {});
}
