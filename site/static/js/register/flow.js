// What is too much for one sheet goes on to the next.
import {h} from "../core/dom.js";
import {isOver} from "./paper.js";

// Item after item; the one that is too much begins a new sheet, where its group opens again. A group is {open, items}, and
// open() gives the box that goes into the sheet and what takes the items; `begin(index)` begins a sheet where it is measured.
export function flowed(groups, begin) {
  const made = [];
  const turn = () => made[made.push(begin(made.length)) - 1];
  let page = turn();
  for (const group of groups) {
    let {box, into} = group.open();
    page.body.append(box);
    let held = 0;
    for (const item of group.items) {
      into.append(item);
      held += 1;
      if (!isOver(page.body)) continue;
      item.remove();
      if (held === 1) box.remove();
      page = turn();
      ({box, into} = group.open());
      page.body.append(box);
      into.append(item);
      held = 1;
    }
  }
  return made.map(({whole}) => whole);
}

export function plain() {
  const box = h("div", {});
  return {box, into: box};
}
