// Which text of a notice is shown: that of the window, as the office has published it.
import {all, show} from "../core/dom.js";
import {drawn} from "../notices/drawn.js";

const FILE = "/data/notices.json";
const PATIENCE = 5000;

// Only what was shown can have been read: the newest text may be read before a window is announced, not accepted.
export async function showVersion(place, wanted) {
  const [like] = all("[data-version]", place);
  const published = (await load()).filter(({business}) => business === place.dataset.notices);
  place.append(...published.map((text) => drawn(like, text)));
  const texts = all("[data-version]", place);
  const found = texts.filter((text) => text.dataset.version === wanted).pop();
  texts.forEach((text) => show(text, text === (found || texts[texts.length - 1])));
  return Boolean(found) || !wanted;
}

// What the page was built with stands in where they cannot be fetched
async function load() {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE);
  try {
    const answer = await fetch(FILE, {signal: control.signal});
    return answer.ok ? await answer.json() : [];
  } catch (problem) {
    return [];
  } finally {
    clearTimeout(timer);
  }
}
