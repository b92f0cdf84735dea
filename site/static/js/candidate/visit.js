// 现场签字 or 现场确认, while it waits for the candidate: what to bring and sign, until when and where; the place to be
// copied, the time to be put into one's calendar.
import {h} from "../core/dom.js";
import {fullDay, now} from "../core/time.js";
import {copyButton} from "./receipt-number.js";

// `what` is done there; `file`: address of the calendar's file, where there is one
export function visit({text, opens, closes, place}, {what = "现场签字", file} = {}) {
  const over = closes && closes <= now();
  return h("section", {class: "card call"},
    h("h2", {}, `请到主考学校${what}`),
    over && h("p", {}, h("b", {}, `${what}已于 ${fullDay(closes)} 截止，请尽快联系主考学校`)),
    h("p", {}, `${text}。`),
    closes
      ? h("dl", {class: "facts"},
        h("dt", {}, "时间"), h("dd", {class: "num"}, `${fullDay(opens)} 至 ${fullDay(closes)}`),
        h("dt", {}, "地点"), h("dd", {}, place, " ", copyButton(place, "地点")))
      : h("p", {}, "时间和地点待主考学校公布，请留意本页和学校公告。"),
    file && closes && !over && h("div", {class: "actions"}, h("a", {class: "btn second small", href: file}, "添加到日历")));
}
