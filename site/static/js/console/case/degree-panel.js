// The panel 毕业进度: read when it is opened, be it before this script was there; drawn by a file of its own.
import {fill, h, one} from "../../core/dom.js";
import {later} from "../../core/later.js";
import {wordsWithRef} from "../../core/words.js";

export function degreePanel(page, found, read) {
  const box = one("[data-degree]", page);
  const place = one("[data-degree-place]", box);
  let shown = false;
  async function show(query) {
    shown = true;
    place.setAttribute("aria-busy", "true");
    try {
      const [file, data] = await Promise.all([later(box.dataset.degree), read(`cases/${encodeURIComponent(found.id)}/degree-audit?${new URLSearchParams(query)}`)]);
      file.drawDegree(place, data, query, again);
    } catch (problem) {
      shown = false;
      const text = problem.status === undefined ? "网络不稳定，暂时无法显示毕业进度。" : wordsWithRef(problem);
      fill(place, h("div", {class: "notice bad", role: "alert"}, h("p", {}, text), h("button", {type: "button", class: "btn small", onclick: () => again(query)}, "重试")));
    }
    place.removeAttribute("aria-busy");
  }
  // What was pressed is drawn anew: the focus goes to the answer
  async function again(query) {
    await show(query);
    const head = one("h3, .notice", place);
    head.tabIndex = -1;
    head.focus();
  }
  const opened = () => box.open && !shown && show({});
  box.addEventListener("toggle", opened);
  opened();
}
