// 后续事宜 of an approved graduation: what is left to do, with time and place, to be printed and ticked off.
import {all, h, one} from "../core/dom.js";
import {fullDay} from "../core/time.js";
import {tickets} from "../candidate/who.js";

// The lines stand in the page, each with the school or the levels that it is for
export async function afterwards({ref, since}) {
  const {school_name: school, level} = (await tickets()).find((ticket) => ticket.ref === ref) || {school_name: "主考学校"};
  const list = document.importNode(one("#afterwards").content, true).firstElementChild;
  for (const item of all("[data-school]", list)) if (item.dataset.school !== school) item.remove();
  for (const item of all("[data-levels]", list)) if (!item.dataset.levels.split("|").includes(level)) item.remove();
  for (const place of all("[data-place-of]", list)) place.textContent = place.textContent.replace("{school}", school);
  return h("section", {class: "card good", "data-afterwards": true},
    h("h2", {}, "后续事宜"),
    h("p", {}, `毕业申请已于 ${fullDay(since).split(" ")[0]} 审核通过。请按下面的时间和地点办理，办完一项勾去一项；学校另有公告的，以公告为准。`),
    list);
}
