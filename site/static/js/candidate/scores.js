// 当次成绩 and 历次成绩: one answer of the server, two views of it.
import {get} from "../core/api.js";
import {banner} from "../core/banner.js";
import {all, fill, h, one, show} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {month, monthOf} from "../core/time.js";
import {credits} from "./labels.js";
import {link, param, ticketRef} from "./who.js";

const PASS = 60;

export async function scores(main) {
  const place = one("[data-scores]", main);
  const ref = await ticketRef();
  return loadInto(place, () => get(`/api/t/${ref}/scores`), (answer) => {
    const data = {sessions: bySession(answer), grants: answer.grants || []};
    if (answer.left_text) banner("left", "warn", `${answer.left_text}。${answer.leaving.length ? "正在转出的成绩不能用于其他申请。" : "转出的成绩不再显示。"}`);
    const draw = (view) => {
      all("[data-view]", main).forEach((tab) => mark(tab, view));
      fill(place, view === "all" ? earlier(data) : latest(data));
      show(one("[data-print]", main), data.sessions.length);
    };
    all("[data-view]", main).forEach((tab) => tab.addEventListener("click", (event) => {
      event.preventDefault();
      history.replaceState(null, "", link("/scores/", {view: tab.dataset.view}));
      draw(tab.dataset.view);
    }));
    one("[data-print]", main).addEventListener("click", () => print());
    draw(param("view") === "all" ? "all" : "latest");
  });
}

function mark(tab, view) {
  if (tab.dataset.view === view) tab.setAttribute("aria-current", "page");
  else tab.removeAttribute("aria-current");
}

// Sheets (a ticket's theory, practice or corrections of one session) become sessions, newest first
function bySession({sessions, sheets, numbers, leaving = []}) {
  if (sessions) return sessions;
  const found = new Map();
  for (const sheet of sheets) {
    const rows = sheet.rows.map((row) => ({...row, ticket: (numbers || {})[sheet.ref] || "", leaves: leaving.includes(`${sheet.session}/${sheet.ref}/${sheet.stream}/${row.code}`)}));
    found.set(sheet.session, (found.get(sheet.session) || []).concat(rows));
  }
  return Array.from(found, ([session, rows]) => ({session, rows})).sort((a, b) => (a.session < b.session ? 1 : -1));
}

function latest({sessions}) {
  if (!sessions.length) return empty("还没有已发布的成绩", `考试成绩发布后会显示在这里，请留意${document.body.dataset.authority}公布的时间。`);
  const [newest] = sessions;
  return [card(newest, sessions), h("p", {class: "quiet"}, "最近一次考试。更早的成绩请看“历次成绩”。")];
}

function earlier({sessions, grants}) {
  const older = sessions.slice(1);
  if (!older.length && !grants.length) return empty("没有更早的成绩", "除当次成绩外，没有其他成绩记录。");
  return [grants.length ? granted(grants) : null, older.map((one) => card(one, sessions))];
}

const empty = (title, text) => h("section", {class: "card"}, h("h2", {}, title), h("p", {}, text));

function card({session, rows}, sessions) {
  const tickets = new Set(sessions.flatMap((one) => one.rows.map((row) => row.ticket)));
  const passed = rows.filter((row) => row.score !== null && row.score >= PASS).length;
  const several = tickets.size > 1;
  return h("section", {class: "card"},
    h("table", {class: "stack graded"},
      h("caption", {}, month(session), " ", h("span", {class: "quiet"}, `${rows.length} 科次，合格 ${passed}`)),
      h("thead", {}, h("tr", {}, ["课程", several && "准考证号", "类型", "学分", "成绩", "结果"].filter(Boolean).map((name) => h("th", {scope: "col"}, name)))),
      h("tbody", {}, rows.map((row) => line(row, several)))));
}

function line(row, several) {
  const absent = row.score === null || row.score === undefined;
  const passed = !absent && row.score >= PASS;
  return h("tr", {},
    h("th", {scope: "row"}, `${row.name}（${row.code}）`, row.leaves && [" ", h("span", {class: "tag warn"}, "正在转出")]),
    several && h("td", {class: "line num", "data-key": "准考证号"}, row.ticket),
    h("td", {class: "line"}, row.kind === "theory" ? "理论" : "实践"),
    h("td", {class: "line key num", "data-key": "学分"}, credits(row.credits2)),
    h("td", {class: "num score"}, absent ? "—" : String(row.score)),
    h("td", {class: "result"}, h("span", {class: `tag ${passed ? "ok" : ""}`}, passed ? "合格" : absent ? "缺考" : "未合格")));
}

const EFFECTS = {exempt: "免考", transferred: "转入", supplemented: "补登"};

// Of earlier years the records say when, and scores how well
function granted(grants) {
  const dated = grants.some((grant) => grant.month || grant.score !== null);
  const heads = ["课程", "学分", dated && "成绩", dated && "取得时间", "登记时间", "方式"];
  const cell = (name, text) => h("td", {class: "line key num", "data-key": name}, text);
  return h("section", {class: "card"},
    h("table", {class: "stack"},
      h("caption", {}, "免考等方式取得"),
      h("thead", {}, h("tr", {}, heads.filter(Boolean).map((name) => h("th", {scope: "col"}, name)))),
      h("tbody", {}, grants.map((grant) =>
        h("tr", {},
          h("th", {scope: "row"}, `${grant.name}（${grant.code}）`),
          cell("学分", credits(grant.credits2)),
          dated && cell("成绩", grant.score === null ? "-" : String(grant.score)),
          dated && cell("取得时间", month(grant.month) || monthOf(grant.at)),
          cell("登记时间", monthOf(grant.at)),
          h("td", {class: "result"}, h("span", {class: "tag ok"}, EFFECTS[grant.effect] || grant.effect)))))));
}
