// A picture in full size: the link is fetched when asked for, because it lives a minute.
import {send} from "../core/api.js";
import {opening} from "./dialogs-file.js";

const MOST = 24;

export async function linksOf(ids) {
  const found = new Map();
  for (let from = 0; from < ids.length; from += MOST) {
    const {links} = await send("POST", "/api/uploads/links", {ids: ids.slice(from, from + MOST)});
    links.forEach((one) => found.set(one.id, one));
  }
  return found;
}

export const zoom = (id, title) => opening(({pictureSheet}) => pictureSheet(title, linksOf([id]).then((links) => links.get(id))));
