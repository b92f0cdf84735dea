// The pictures of one credential: a real file input, one picture after the other, order as chosen.
import {one} from "../core/dom.js";
import {pickerCloses, pickerOpens} from "./picker.js";
import {pictureOf} from "./picture.js";
import {linksOf} from "./zoom.js";

// `place` is the field's element; `beforePicker` saves the draft; `changed` follows every change
export function picturesOf({place, most, slot, beforePicker, changed, say}) {
  const [list, input, add] = [one("[data-pics]", place), one("input[type=file]", place), one("[data-add]", place)];
  const held = [];
  let queue = Promise.resolve();

  function settle() {
    held.forEach((picture, index) => picture.rename(`图片 ${index + 1}`));
    add.hidden = held.length >= most;
    changed();
  }

  function removed(picture) {
    const index = held.indexOf(picture);
    held.splice(index, 1);
    picture.element.remove();
    settle();
    const next = held[index] || held[index - 1];
    (next ? one("button", next.element) || input : input).focus();
    say(`已移除${picture.label}`);
  }

  function insert() {
    const picture = pictureOf({name: `图片 ${held.length + 1}`, changed, removed, say});
    held.push(picture);
    list.append(picture.element);
    settle();
    return picture;
  }

  input.addEventListener("click", () => {
    pickerOpens(slot());
    beforePicker();
  });
  input.addEventListener("cancel", pickerCloses);
  input.addEventListener("change", () => {
    pickerCloses();
    const files = Array.from(input.files);
    const room = most - held.length;
    if (files.length > room) say(`每项凭证最多 ${most} 张图片，只添加了前 ${room} 张`);
    for (const file of files.slice(0, room)) {
      const picture = insert();
      picture.wait();
      queue = queue.then(() => (held.includes(picture) ? picture.load(file) : undefined));
    }
    input.value = "";
  });

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
    restore,
    input,
    ids: () => held.filter((picture) => picture.state === "accepted").map((picture) => picture.id),
    waiting: () => held.filter((picture) => picture.state === "waiting").length,
    failed: () => held.filter((picture) => picture.state === "failed").length,
  };
}
