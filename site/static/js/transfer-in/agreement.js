// 确认无误: what it means stands above the button; it is sent once, with what was shown.
import {send} from "../core/api.js";
import {banner} from "../core/banner.js";
import {busy} from "../core/busy.js";
import {h} from "../core/dom.js";
import {answered, keyFor} from "../core/kept-keys.js";
import {tab} from "../core/store.js";
import {wordsWithRef} from "../core/words.js";
import {sum} from "../transfer/lines.js";
import {taken} from "./courses.js";

// Whom to ask, by telephone where it is known
export const whom = ({school_name: school, phone}) => [school, phone && [" ", h("a", {class: "nowrap", href: `tel:${phone}`}, phone)]];

export function agreement(found, page, path) {
  const left = found.lines.length - taken(found.lines).length;
  return h("section", {class: "card call"},
    h("h2", {}, "请核对并确认转入的课程"),
    h("p", {}, `${page.school_name}已通过课程审核。请先在下面逐门核对，再确认：`),
    h("ul", {},
      h("li", {}, `可以转入的课程：${sum(taken(found.lines))}。现场确认后登记为您的成绩，计入毕业进度。`),
      left > 0 && h("li", {}, `不能转入的课程：${left} 门，原因写在每门课程下面，不登记。`),
      h("li", {}, "确认表示您认可上面的结果，确认后不能撤回；现场签字前都要先在这里确认。")),
    h("p", {class: "quiet"}, "有疑问的请先不要确认，咨询", whom(page), "。"),
    h("div", {class: "actions"}, h("button", {type: "button", class: "btn", onclick: (event) => confirm(event.currentTarget, found, path)}, "确认无误")));
}

function confirm(button, {no, ver, basis}, path) {
  const purpose = `confirm:${no}:${ver}`;
  return busy(button, "正在确认…", async () => {
    try {
      await send("POST", `${path}/${no}/confirmation`, {ver, basis}, {key: keyFor(purpose)});
      answered(purpose);
      tab.set("confirmed", no);
      location.reload();
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      if (problem.status > 0 && problem.status < 500) answered(purpose);
      banner("confirm", "bad", wordsWithRef(problem)).scrollIntoView({block: "center"});
    }
  });
}

// Right after confirming, once
export function agreed({no}) {
  if (tab.get("confirmed") !== no) return null;
  tab.drop("confirmed");
  return h("section", {class: "card good", role: "status"},
    h("h2", {}, "已确认"),
    h("p", {}, "请在规定的时间到主考学校现场确认。"));
}
