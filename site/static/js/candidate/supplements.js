// The list of 成绩补登: may one register now, and how does everything registered stand; drafts stand on top.
import {get, send} from "../core/api.js";
import {banner} from "../core/banner.js";
import {busy} from "../core/busy.js";
import {ask} from "../core/dialog.js";
import {fill, h, one} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {fullDay, month} from "../core/time.js";
import {wordsWithRef} from "../core/words.js";
import {draftPath, loadDrafts, wipeDrafts} from "./drafts.js";
import {credits} from "./labels.js";
import {reminder} from "./reminder.js";
import {kindOf, textOf} from "./states.js";
import {link, ticketRef} from "./who.js";
import {closedReason, dates} from "./window-dates.js";
import {withdraw} from "./withdraw.js";

const FORM = "/supplements/form/";

export async function supplements(main) {
  const place = one("[data-loading]", main).parentElement;
  const where = {business: "supplement", ref: await ticketRef()};
  const titles = JSON.parse(main.dataset.kinds);
  const load = () => Promise.all([get(`/api/t/${where.ref}/supplements`), loadDrafts(where).catch(() => [])]);
  return loadInto(place, load, ([page, drafts]) => {
    const fresh = drafts.filter(({target, step}) => target === "new" && titles[step]);
    const lines = [...fresh.map((draft) => draftRow(where, draft, titles)), ...page.rows.map(row)];
    fill(place, entry(page), table(lines));
  });
}

function entry({barred, window}) {
  const reason = barred || closedReason(window);
  return h("section", {class: "card"},
    h("p", {}, dates(window)),
    reason && h("p", {id: "hindrance"}, h("b", {}, reason)),
    reason && !barred && h("p", {}, reminder({business: "supplement", title: "成绩补登", remind: window.remind})),
    h("div", {class: "actions"}, reason
      ? h("button", {type: "button", class: "btn", "aria-disabled": "true", "aria-describedby": "hindrance"}, "+登记成绩")
      : h("a", {class: "btn", href: link(FORM)}, "+登记成绩")));
}

const HEADS = ["序号", "登记时间", "课程", "类型", "成绩", "学分", "考试通过时间", "审核结果", "操作"];

function table(lines) {
  if (!lines.length) return h("section", {class: "card"}, h("h2", {}, "还没有登记"), h("p", {}, "需要补登的成绩、免考或转入，登记后会显示在这里。"));
  return h("section", {class: "card"},
    h("table", {class: "stack numbered"},
      h("caption", {class: "away"}, "已登记的成绩"),
      h("thead", {}, h("tr", {}, HEADS.map((name) => h("th", {scope: "col"}, name)))),
      h("tbody", {}, lines.map((cells, index) => h("tr", {}, h("td", {class: "num index"}, String(index + 1)), cells)))));
}

const dayOf = (instant) => fullDay(instant).split(" ")[0];

const cell = (name, text, more) => h("td", {class: "line key num", "data-key": name}, text, more);

function row(line) {
  const {title, no, state, month_label: label} = line;
  return [
    cell("登记时间", dayOf(line.at)),
    h("th", {scope: "row"}, h("a", {href: link("/applications/", {no})}, title)),
    cell("类型", line.type_text),
    cell("成绩", line.score || "-"),
    cell("学分", credits(line.credits2)),
    cell(label, month(line.month), label !== "通过时间" && h("small", {class: "quiet"}, h("br"), label)),
    h("td", {}, h("span", {class: `tag ${kindOf(state)}`}, textOf(state, line.state_text))),
    h("td", {class: "act"}, acts(line, no, title)),
  ];
}

function acts(line, no, title) {
  const mend = (label) => h("a", {href: link(FORM, {for: no}), "aria-label": `${label}：${title}`}, label);
  return h("span", {class: "inline"},
    line.can.edit && mend("编辑"),
    line.can.resubmit && mend(line.state === "returned" ? "去补正" : "重新提交"),
    line.can.withdraw && h("button", {type: "button", class: "link", "aria-label": `撤回：${title}`, onclick: (event) => withdraw(event.currentTarget, line)}, "撤回"));
}

function draftRow(where, draft, titles) {
  const {step, body} = draft;
  const title = body.text || "未选择课程";
  const go = link(FORM, {kind: step});
  return [
    cell("保存时间", dayOf(draft.saved_at)),
    h("th", {scope: "row"}, title),
    cell("类型", titles[step]),
    cell("成绩", (body.values && body.values.score) || "-"),
    cell("学分", "-"),
    cell("考试通过时间", "-"),
    h("td", {}, h("span", {class: `tag ${kindOf("draft")}`}, "草稿")),
    h("td", {class: "act"}, h("span", {class: "inline"},
      h("a", {href: go, "aria-label": `继续填写：${title}`}, "继续填写"),
      h("button", {type: "button", class: "link grave", "aria-label": `删除草稿：${title}`, onclick: (event) => drop(event.currentTarget, where, step)}, "删除"))),
  ];
}

async function drop(button, where, step) {
  const choices = [{label: "不删除", value: false, kind: "second"}, {label: "确定删除", value: true, kind: "grave"}];
  if (!(await ask({title: "确定删除这份草稿吗？", text: "填写的内容删除后不能恢复。", choices}))) return;
  await busy(button, "正在删除…", async () => {
    try {
      await send("POST", `${draftPath(where)}/discard`, {target: "new", step});
      wipeDrafts(where, "new", step);
      location.reload();
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      banner("drop", "bad", wordsWithRef(problem));
    }
  });
}
