// 毕业进度: the answer first, then what is missing, the choices it rests on, and all reasons. The address says which
// plan and which choices, so that it can be shared and 后退 works.
import {get} from "../core/api.js";
import {fill, focusOn, h, one, show} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {answer} from "../degree/answer.js";
import {choices} from "../degree/choices.js";
import {notes, totals, warnings} from "../degree/facts.js";
import {gapList} from "../degree/gaps.js";
import {recordTable} from "../degree/records.js";
import {requirementTree} from "../degree/tree.js";
import {answerTitle} from "../degree/words.js";
import {answered} from "./degree-refused.js";
import {printAll} from "./print-all.js";
import {link, ticketRef} from "./who.js";

const NAMES = ["plan", "addon", "language", "set", "what_if"];

function asked() {
  const given = new URLSearchParams(location.search);
  return Object.fromEntries(NAMES.filter((name) => given.get(name)).map((name) => [name, given.get(name)]));
}

export async function degree(main) {
  const place = one("[data-place]", main);
  const ref = await ticketRef();
  const title = document.title;
  let turn = 0;
  async function reckon(chosen) {
    turn += 1;
    const mine = turn;
    place.setAttribute("aria-busy", "true");
    const load = () => answered(place, "/degree/", get(`/api/t/${ref}/degree-audit?${new URLSearchParams(asked())}`));
    await loadInto(place, load, (data) => {
      if (mine !== turn || !data) return;
      const shown = data.what_ifs[0] || data.audit;
      draw(place, data, shown);
      show(one("[data-print]", main), true);
      document.title = `${answerTitle(shown)} - ${title}`;
      if (chosen) focusOn(one("h2", place));
    });
    if (mine === turn) place.removeAttribute("aria-busy");
  }
  place.addEventListener("click", (event) => {
    const anchor = event.target.closest("[data-choice]");
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", anchor.href);
    reckon(true);
  });
  addEventListener("popstate", () => reckon(true));
  one("[data-print]", main).addEventListener("click", printAll);
  await reckon(false);
}

function draw(place, data, audit) {
  const whatIf = audit !== data.audit;
  fill(place, h("div", {class: "cols around"},
    h("div", {}, first(audit, whatIf), audit.gaps.length > 0 && card("还缺什么", gapList(audit, data.names, 3))),
    h("div", {class: "beside"},
      audit.warnings.length > 0 && h("section", {class: "card call"}, h("h2", {}, "申请学位请留意"), warnings(audit)),
      whatIf ? distances(audit) : chosen(data),
      card("学分和门数", totals(audit)),
      h("nav", {class: "card", "aria-label": "相关页面"}, page("/degree/compare/", "换个专业看看"), page("/scores/", "成绩查询"))),
    h("div", {},
      h("h2", {}, "计划逐项对照"), requirementTree(audit, true),
      card(`合格成绩的用途（${audit.records.length} 条）`, audit.records.length ? recordTable(audit) : h("p", {}, "还没有已发布的合格成绩。")),
      card("怎样算出来的", notes(audit)))));
}

const card = (title, content) => h("section", {class: "card"}, h("h2", {}, title), content);

const page = (path, title) => h("a", {class: "row go", href: link(path)}, h("span", {}, title));

const choice = (query, content, kind) => h("a", {class: kind, href: link("/degree/", query), "data-choice": true}, content);

function first(audit, whatIf) {
  return h("section", {class: `card ${audit.verdict.outcome === "complete" && !audit.verdict.at_least ? "good" : "calm"}`},
    whatIf && h("p", {}, h("span", {class: "tag warn"}, "换专业试算"), " 这不是您准考证上的专业。", choice({}, "回到我的专业")),
    answer(audit, 2),
    h("p", {class: "quiet"}, "按已发布的成绩推算，供您参考，不是毕业审定结果。课程没有全部满足，也可以在办理时间内申请毕业，对所缺的每门课程写明情况即可。"));
}

function chosen(data) {
  const found = choices(data, 3, asked(), (query, content) => choice(query, content, "row go"));
  return found && card("按哪种情况计算", found);
}

// Of another major nothing is chosen: only how far each case would be
function distances({distances: list}) {
  return list.length > 1 && card("各种情况", h("ul", {}, list.map((mode) => h("li", {}, mode.text))));
}
