// A paper of the earlier diploma that nobody objected to: shown as it was sent.
import {all, h, one} from "../core/dom.js";
import {strip, thumbnails} from "../candidate/strip.js";

export function asSent() {
  let sent = [];
  return {
    input: {id: ""},
    ids: () => sent,
    restore(ids) {
      sent = ids;
    },
    waiting: () => 0,
    failed: () => 0,
  };
}

// The day up to which it can be checked may be prolonged whenever it is mended; `linksOf` and `zoom` are the page's own
export function keep(element, ids, {linksOf, zoom}) {
  const title = one("h2", element);
  title.append(" ", h("span", {class: "tag ok"}, "无需修改"));
  all("[data-field]:not([data-field=until])", element).forEach((box) => all("input, select, textarea", box).forEach((control) => {
    control.disabled = true;
  }));
  const place = one("[data-pictures]", element);
  place.replaceChildren(strip(ids, title.firstChild.textContent, zoom));
  thumbnails(place, linksOf);
}
