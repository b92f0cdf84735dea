// The pictures of one credential: a real file input, one picture after the other, in the order that people give them.
import {one} from "../core/dom.js";
import {randomKey} from "../core/keys.js";
import {pickerCloses, pickerOpens} from "./picker.js";
import {pictureOf} from "./picture.js";
import {linksOf} from "./zoom.js";

// `place` is the field's element; `slot` names the card; `hooks`: beforePicker() saves the draft, changed() follows every
// change, say(text), pending (pending.js); `limits` holds the catalogue's
export function picturesOf({place, slot, hooks, limits}) {
  const [list, input, add] = [one("[data-pics]", place), one("input[type=file]", place), one("[data-add]", place)];
  const {say, pending} = hooks;
  const held = [];
  let queue = Promise.resolve();

  function settle() {
    held.forEach((picture, index) => picture.rename(`图片 ${index + 1}`, index === 0));
    add.hidden = held.length >= limits.uploadsMost;
    hooks.changed();
  }

  const own = {
    say,
    hopeless: (picture) => pending.done(picture.key),
    changed(picture) {
      hooks.changed();
      if (picture.state === "accepted") pending.done(picture.key);
    },
    raised(picture) {
      const index = held.indexOf(picture);
      held.splice(index - 1, 2, picture, held[index - 1]);
      picture.element.after(held[index].element);
      settle();
      (one(index > 1 ? "[data-tool=前移]" : "button", picture.element)).focus();
      say(`已移为${picture.label}`);
    },
    removed(picture) {
      const index = held.indexOf(picture);
      held.splice(index, 1);
      picture.element.remove();
      pending.done(picture.key);
      const label = picture.label;
      settle();
      const next = held[index] || held[index - 1];
      (next ? one("button", next.element) || input : input).focus();
      say(`已移除${label}`);
    },
  };

  function insert(key) {
    const picture = pictureOf({name: `图片 ${held.length + 1}`, hooks: own, limits});
    picture.key = key || "";
    held.push(picture);
    list.append(picture.element);
    settle();
    return picture;
  }

  function line(picture, load) {
    queue = queue.then(() => (held.includes(picture) ? load() : undefined));
  }

  function take(key, file) {
    const picture = insert(key);
    picture.wait();
    line(picture, () => picture.load(file));
  }

  input.addEventListener("click", () => {
    pickerOpens(slot());
    hooks.beforePicker();
  });
  input.addEventListener("cancel", pickerCloses);
  input.addEventListener("change", () => {
    pickerCloses();
    const files = Array.from(input.files);
    const room = limits.uploadsMost - held.length;
    if (files.length > room) say(`每项凭证最多 ${limits.uploadsMost} 张图片，只添加了前 ${room} 张`);
    for (const file of files.slice(0, room)) {
      const key = randomKey();
      pending.add(key, slot(), file);
      take(key, file);
    }
    input.value = "";
  });
  document.addEventListener("kaoji:online", () => held.filter((picture) => picture.retry).forEach((picture) => line(picture, () => picture.retry && picture.retry())));

  async function restore(ids) {
    const pictures = ids.map((id) => {
      const picture = insert();
      picture.accepted({id});
      return picture;
    });
    const links = await linksOf(ids).catch(() => null);
    if (links) pictures.forEach((picture) => (links.has(picture.id) ? picture.accepted(links.get(picture.id)) : picture.gone()));
  }

  return {
    restore, input,
    // Whether there is room for one that was on its way before
    resume: (key, file) => held.length < limits.uploadsMost && (take(key, file), true),
    ids: () => held.filter((picture) => picture.state === "accepted").map((picture) => picture.id),
    waiting: () => held.filter((picture) => picture.state === "waiting").length,
    failed: () => held.filter((picture) => picture.state === "failed").length,
  };
}
