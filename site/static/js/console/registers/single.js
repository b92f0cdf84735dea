// One person's sheets as the candidate prints them; who holds the case may have the full numbers on them, on record.
import {banner} from "../../core/banner.js";
import {busy} from "../../core/busy.js";
import {fill, h} from "../../core/dom.js";
import {words} from "../../core/words.js";
import {registerFile} from "../../register/file.js";
import {printButton, showSheets, sizeButton} from "../../register/screen.js";
import {caseAddress} from "../shared/case-place.js";
import {read, write} from "../shared/review.js";

export async function single(id, place, paper) {
  const path = `cases/${encodeURIComponent(id)}`;
  const [register, {sheets}] = await Promise.all([read(`${path}/register`), registerFile()]);
  const fit = showSheets(paper, sheets(register));
  const opening = h("button", {type: "button", class: "link", onclick: () => busy(opening, "正在读取…", open)}, "显示完整证件号码和准考证号（将记录）");
  async function open() {
    try {
      showSheets(paper, sheets({...register, ...await write(`${path}/reveal`)}));
      opening.remove();
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      banner("reveal", "bad", problem.status === 404 ? "此件不在您的审核环节，不能查看完整号码" : words(problem));
    }
  }
  fill(place, h("section", {class: "card"},
    h("p", {}, h("b", {}, `${register.name}　${register.title}`), " ", h("span", {class: "tag"}, register.state_text)),
    h("p", {}, register.is_final ? "内容是毕业审核通过时的内容，不再变化。" : "审核通过以前，成绩按目前的记录列出。"),
    h("p", {}, opening),
    h("div", {class: "actions"}, printButton(paper), sizeButton(paper, fit), h("a", {class: "btn second", href: caseAddress(id)}, "返回此件"))));
}
