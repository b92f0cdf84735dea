// 现场签字, while it waits for the candidate: what to bring and sign, until when and where.
import {h} from "../core/dom.js";
import {fullDay, now} from "../core/time.js";

export function visit({text, opens, closes, place}) {
  return h("section", {class: "card call"},
    h("h2", {}, "请到主考学校现场签字"),
    closes && closes <= now() && h("p", {}, h("b", {}, `现场签字已于 ${fullDay(closes)} 截止，请尽快联系主考学校`)),
    h("p", {}, `${text}。`),
    closes
      ? h("dl", {class: "facts"},
        h("dt", {}, "时间"), h("dd", {class: "num"}, `${fullDay(opens)} 至 ${fullDay(closes)}`),
        h("dt", {}, "地点"), h("dd", {}, place))
      : h("p", {}, "时间和地点待主考学校公布，请留意本页和学校公告。"));
}
