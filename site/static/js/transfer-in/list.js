// 外省转入: what has arrived, what becomes of each course here, what is to be done next, how far it has come.
import {get} from "../core/api.js";
import {fill, h, one} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {fullDay} from "../core/time.js";
import {grouped} from "../candidate/receipt-number.js";
import {kindOf} from "../candidate/states.js";
import {track} from "../candidate/track.js";
import {reasonBox} from "../candidate/verdicts.js";
import {visit} from "../candidate/visit.js";
import {link, ticketRef} from "../candidate/who.js";
import {dated} from "../degree/words.js";
import {agreed, agreement, whom} from "./agreement.js";
import {courses} from "./courses.js";

export async function arrivals(main) {
  const place = one("[data-loading]", main).parentElement;
  const path = `/api/t/${await ticketRef()}/transfer-in`;
  return loadInto(place, () => get(path), (page) => {
    fill(place, page.arrivals.length ? page.arrivals.map((found) => arrival(found, page, path)) : nothing(page));
  });
}

const nothing = (page) => h("section", {class: "card"},
  h("h2", {}, "暂未收到转出省电子档案"),
  h("p", {}, "正在办理的准考证还没有收到转出省发来的电子档案。如果转出手续还没有办好，请先在转出省办理，并把它填为转入准考证号。"),
  h("p", {}, "档案到达后会显示在这里，同时用消息通知您，现在不需要在本平台填写什么。"),
  h("p", {}, "转出省已经办好很久仍没有收到的，请咨询", whom(page), "。"),
  h("p", {class: "quiet"}, "2020 年以前办理的转入，请用", h("a", {href: link("/supplements/")}, "成绩补登"), "登记。"));

function arrival(found, page, path) {
  return [
    agreed(found),
    found.can.confirm && agreement(found, page, path),
    found.visit && visit(found.visit, {what: "现场确认", file: found.visit.closes && `${path}/${found.no}/calendar`}),
    found.state === "approved" && entered(),
    h("section", {class: "card"},
      h("h2", {}, found.title, " ", h("span", {class: `tag ${found.can.confirm ? "warn" : kindOf(found.state)}`}, found.state_text)),
      found.next_text && h("p", {class: "quiet"}, found.next_text),
      found.refusal && reasonBox("审核未通过的原因", found.refusal, ""),
      h("dl", {class: "facts"}, origin(found)),
      courses(found),
      track(found.track, found.state_text),
      h("div", {class: "actions"}, h("a", {class: "btn second", href: link("/applications/", {no: found.no})}, "查看办理记录"))),
  ];
}

const origin = ({no, submitted_at: at, origin: from}) => [
  ["转出地", from.province], ["转出专业", from.major], ["转出准考证号", from.ticket, "num"], ["转出日期", dated(from.day), "num"],
  ["档案到达", fullDay(at), "num"], ["受理编号", grouped(no)],
].map(([name, value, kind]) => [h("dt", {}, name), h("dd", {class: kind}, value)]);

const entered = () => h("section", {class: "card good"},
  h("h2", {}, "转入已办结"),
  h("p", {}, "可以转入的课程已登记为您的成绩，计入毕业进度。用转入成绩办理毕业的，还须有规定门数的理论课在本省（市）考试合格，已有几门见“毕业进度”。"),
  h("div", {class: "actions"},
    h("a", {class: "btn second", href: link("/scores/", {view: "all"})}, "查看历次成绩"),
    h("a", {class: "btn second", href: link("/degree/")}, "查看毕业进度")));
