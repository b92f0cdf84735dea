// The texts of a business, the newest first: those that were published, then those that the platform came with.
import {all, one} from "../../../core/dom.js";
import {drawn} from "../../../notices/drawn.js";

export const drawnAs = ({built}, text) => drawn(built[0], text);

// [{version, title, paragraphs, at, card}]; `at` of a published one, `card` draws it as candidates see it
export function textsOf(desk, business) {
  const published = desk.published.filter((text) => text.business === business)
    .map((text) => ({...text, card: () => drawnAs(desk, text)}));
  const own = desk.built.filter((card) => card.dataset.notice === business).reverse().map((card) => ({
    version: card.dataset.version,
    title: one("h2", card).textContent,
    paragraphs: all("li", card).map((line) => line.textContent),
    card: () => card.cloneNode(true),
  })).filter(({version}) => !published.some((text) => text.version === version));
  return [...published, ...own];
}
