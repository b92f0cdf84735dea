// Home: what waits for the candidate comes first, then the ticket, quick entries, and which businesses are open.
import {all, fill, h, one} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {day, month} from "../core/time.js";
import {closedBusinesses, nearBusinesses} from "../home/businesses.js";
import {showTicket} from "./frame.js";
import {reminder} from "./reminder.js";
import {textOf} from "./states.js";
import {openSwitch} from "./switch.js";
import {home as load, link, majorOf} from "./who.js";

export function home(main) {
  return loadInto(main, load, (data) => {
    draw(main, data);
    return showTicket();
  });
}

function draw(main, data) {
  const pages = Object.fromEntries(all("[data-business]").map((item) => [item.dataset.business, item.pathname]));
  const view = {
    pages,
    go: ({business}, props, text) => h("a", {href: link(pages[business]), ...props}, text),
    help: ({business}, text) => h("a", {href: `/help/#${business}`}, text),
    remind: reminder,
  };
  fill(main, one("h1", main) || h("h1", {class: "away"}, "首页"),
    h("div", {class: "cols"},
      h("div", {}, attention(data.attention), underWay(data.under_way || []), ticketCard(data), quick(data), progress(data)),
      h("div", {}, nearBusinesses(data.businesses, view), closedBusinesses(data.businesses, view))));
}

const ACTS = {returned: "去补正", rejected: "查看原因", fee: "去缴费", confirm: "去确认"};
const PLACES = {fee: "/orders/", owed: "/orders/", confirm: "/transfers/in/"};

function attention(lines) {
  if (!lines.length) return null;
  return h("section", {class: "card call"},
    h("h2", {}, "需要您处理"),
    lines.map((line) =>
      h("div", {class: "row"},
        h("p", {}, line.title, h("br"), h("span", {class: "quiet"}, line.text)),
        h("a", {class: "btn small", href: link(PLACES[line.kind] || "/applications/", {no: line.no, ...(line.ref ? {t: line.ref} : {})}), "aria-label": `${ACTS[line.kind] || "查看"}：${line.title}`}, ACTS[line.kind] || "查看"))));
}

function underWay(lines) {
  if (!lines.length) return null;
  return h("section", {class: "card"},
    h("h2", {}, "正在办理"),
    lines.map((line) =>
      h("div", {class: "row"},
        h("p", {}, line.title, h("br"), h("span", {class: "quiet"}, `${textOf(line.state, line.state_text)} · ${line.promise || day(line.at)}`)),
        h("a", {href: link("/applications/", {no: line.no, ...(line.ref ? {t: line.ref} : {})}), "aria-label": `查看：${line.title}`}, "查看"))));
}

function ticketCard({name, ticket, tickets}) {
  return h("section", {class: "card"},
    h("p", {class: "quiet"}, `${name}，您好。正在办理的准考证`),
    h("p", {class: "big num"}, ticket.number),
    h("p", {}, `${majorOf(ticket)} · ${ticket.school_name} `, ticket.leaving && h("span", {class: "tag warn"}, ticket.leaving)),
    tickets.length > 1
      ? h("button", {type: "button", class: "btn second small", onclick: openSwitch}, "切换准考证号")
      : !ticket.leaving && h("p", {class: "quiet"}, `您在${document.body.dataset.here}只有这一个在籍准考证。`));
}

function quick({scores}) {
  const latest = scores.latest_session ? [month(scores.latest_session), `${scores.latest_count} 科次`] : ["尚未发布"];
  const card = (title, lines, href) => h("a", {href}, title, lines.map((line) => h("small", {}, line)));
  return h("nav", {class: "three", "aria-label": "常用功能"},
    card("当次成绩", latest, link("/scores/", {view: "latest"})),
    card("历次成绩", [`${scores.earlier_count} 科次`], link("/scores/", {view: "all"})),
    card("我的订单", ["缴费记录"], link("/orders/")));
}

function progress({degree}) {
  if (!degree) return null;
  const {outcome, units, exams, at_least: least, inferred, ended} = degree;
  const far = {complete: least ? "已列出的课程都已满足" : "课程要求已满足", unjudged: "暂时无法判断"}[outcome] || `${least ? "至少 " : ""}${units} 门`;
  return h("section", {class: "card"},
    h("h2", {}, outcome === "incomplete" ? "离毕业还差" : "毕业进度"),
    h("p", {class: "big"}, far, inferred && [" ", h("span", {class: "tag warn"}, "推定")]),
    h("p", {class: "quiet"}, `按现有成绩推算${exams ? `，最少再通过 ${exams} 科考试` : ""}。${ended ? "这一版计划的过渡期已结束，请看看新版计划。" : ""}`),
    h("a", {class: "btn second small", href: link("/degree/")}, exams ? "看看还缺什么" : "查看毕业进度"));
}
