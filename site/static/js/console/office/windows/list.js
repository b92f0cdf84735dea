// What stands: by business and term, the city's frame first and the schools inside it. What is over lies folded below.
import {fill, h, one} from "../../../core/dom.js";
import {day, fullDay, now} from "../../../core/time.js";
import {preview} from "./preview.js";
import {nameOf, termText, typed} from "./words.js";

const STATES = {soon: ["未开始", ""], open: ["办理中", "ok"], closed: ["已截止", ""]};

export function list(desk) {
  const businesses = [...new Set(desk.rows.map((row) => row.business))];
  fill(desk.place,
    h("p", {}, "全市的时间是框架，学校的时间在它之内；学校没有单独设置的，按全市的时间。时间都是北京时间。"),
    h("div", {class: "actions desk-acts"}, h("a", {class: "btn", href: "?new=1"}, "新增办理时间")),
    h("details", {class: "card"}, h("summary", {}, "预览考生首页"), preview(desk, {rows: [], at: typed(now()), school: desk.owners.find(({code}) => code !== "city").code})),
    businesses.map((business) => group(desk.rows.filter((row) => row.business === business))),
    desk.rows.length === 0 && h("p", {class: "card"}, "还没有设置办理时间。"),
    history(desk.history));
}

const isOver = (row) => row.corrects <= now();

function group(rows) {
  const [ahead, over] = [rows.filter((row) => !isOver(row)), rows.filter(isOver)];
  const title = rows[0].title;
  return h("section", {class: "card"}, h("h2", {}, title),
    ahead.length ? table(ahead, `${title}，现在和以后的办理时间`) : h("p", {class: "quiet"}, "现在和以后都没有办理时间。"),
    over.length > 0 && h("details", {class: "more"}, h("summary", {}, `已经结束的（${over.length}）`), table(over, `${title}，已经结束的办理时间`)));
}

function table(rows, caption) {
  return h("table", {class: "stack windows"}, h("caption", {class: "away"}, caption),
    h("thead", {}, h("tr", {}, ["期次和范围", "开放", "截止", "补正截止", "须知", "状态", "操作"].map((title) => h("th", {scope: "col"}, title)))),
    h("tbody", {}, rows.map(line)));
}

function line(row) {
  const [state, kind] = STATES[row.state];
  const cell = (key, text) => h("td", {class: "key num", "data-key": key}, text);
  return h("tr", {},
    h("th", {scope: "row"}, `${termText(row.term)} `, h("b", {}, row.owner_name)),
    cell("开放", day(row.opens)), cell("截止", day(row.closes)), cell("补正截止", day(row.corrects)), cell("须知", row.notice),
    h("td", {}, h("span", {class: `tag ${kind}`}, state), row.state === "closed" && !isOver(row) && h("span", {class: "quiet"}, " 补正中")),
    h("td", {class: "act"}, row.can_edit
      ? h("a", {href: `?id=${encodeURIComponent(row.id)}`, "aria-label": `修改：${nameOf(row)}`}, "修改")
      : h("span", {class: "quiet"}, "由市里设置")));
}

function history(entries) {
  return entries.length > 0 && h("details", {class: "card"}, h("summary", {}, "最近的改动"),
    h("ul", {class: "time"}, entries.map((entry) => h("li", {}, h("b", {class: "num"}, fullDay(entry.at)), ` ${entry.by}`, h("br"), entry.text))));
}
