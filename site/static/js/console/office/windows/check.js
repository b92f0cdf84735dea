// Before a window is set: what changes, who is affected, home as it will be; then the confirmation, or a colleague's change.
import {busy} from "../../../core/busy.js";
import {fill, focusOn, h, one} from "../../../core/dom.js";
import {clearErrors, showErrors} from "../../../core/errors.js";
import {day} from "../../../core/time.js";
import {wordsWithRef} from "../../../core/words.js";
import {summary} from "../../shared/fields.js";
import {readOffice, writeOffice} from "../../shared/review.js";
import {fieldsOf, standing} from "./fields.js";
import {preview} from "./preview.js";
import {termText, weekday} from "./words.js";

export function check(work, {values, at, school, seen}, back) {
  const {desk, row} = work;
  const form = h("form", {method: "post", novalidate: true}, summary(),
    h("div", {class: "actions desk-acts"},
      h("button", {type: "submit", class: "btn"}, row ? "确认修改" : "确认新增"),
      h("button", {type: "button", class: "btn second", onclick: () => back()}, "返回修改")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearErrors(form);
    busy(one("[type=submit]", form), "正在提交…", () => send(work, values, form, back));
  });
  return [h("div", {class: "beside-each"},
    h("div", {},
      h("section", {class: "card"}, h("h2", {}, row ? "核对改动" : "核对新的办理时间"), changes(desk, row, values)),
      h("section", {class: "card"}, h("h2", {}, "影响哪些人"), h("ul", {}, affected(desk, row, values).map((text) => h("li", {}, text))))),
    h("section", {class: "card"}, h("h2", {}, "考生首页预览"), preview(desk, {rows: [values], at, school, seen}))), form];
}

function changes(desk, row, values) {
  const shown = ({name, isMoment, choices}, text) => (choices ? new Map(choices(desk)).get(text) : name === "term" ? termText(text) : isMoment && text ? `${text} ${weekday(text)}` : text || "不设");
  return h("table", {class: "stack"}, h("caption", {class: "away"}, "改动的内容"),
    h("thead", {}, h("tr", {}, ["项目", row && "现在", row ? "改为" : "内容"].filter(Boolean).map((title) => h("th", {scope: "col"}, title)))),
    h("tbody", {}, fieldsOf(row).map((field) => {
      const [was, will] = [standing(row, field), values[field.name]];
      return h("tr", {}, h("th", {scope: "row"}, field.label),
        row && h("td", {class: "key num", "data-key": "现在"}, shown(field, was)),
        h("td", {class: "key num", "data-key": row ? "改为" : ""}, row && was === will ? h("span", {class: "quiet"}, "不变") : h("b", {}, shown(field, will))));
    })));
}

function affected({rows}, row, {business, term, owner, notice, corrects}) {
  const same = rows.filter((one) => one.business === business && [term, termText(term)].some((text) => [one.term, termText(one.term)].includes(text)));
  const [frame] = same.filter((one) => one.owner === "city");
  const own = same.filter((one) => one.owner !== "city").map((one) => one.owner_name);
  return [
    owner === "city" ? "全市各主考学校的考生。" : `${same.filter((one) => one.owner === owner).map((one) => one.owner_name)[0] || "这所主考学校"}的考生，其他学校不变。`,
    owner === "city" && own.length > 0 && `${own.join("、")}有自己的时间：按学校的时间，但不超出全市的时间。`,
    owner !== "city" && frame && `学校的时间须在全市的时间之内：${day(frame.opens)} 至 ${day(frame.closes)}。`,
    "已经提交的申请都在，不受影响。",
    row && standing(row, {name: "corrects", isMoment: true}) !== corrects && `需补正的申请，改为在 ${corrects} 以前补正。`,
    row && row.notice !== notice && `考生须先阅读 ${notice} 版须知才能提交。`,
    "提交后最早 1 分钟生效，考生的页面两分钟内显示。",
  ].filter(Boolean);
}

async function send(work, values, form, back) {
  try {
    const found = await writeOffice("windows", {rows: [values], rev: work.desk.rev});
    Object.assign(work.desk, found);
    work.forget();
    done(work);
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    if (problem.code === "conflict") await overtaken(work, back);
    else if (problem.fields.length) back(problem);
    else showErrors(form, [{message: wordsWithRef(problem)}]);
  }
}

// What the colleague set is fetched; what was typed here stays, to be checked against it
async function overtaken(work, back) {
  const {desk, row} = work;
  Object.assign(desk, await readOffice("windows"));
  const now = row && desk.rows.find(({id}) => id === row.id);
  work.row = now || row;
  const [last] = desk.history;
  const heading = h("h2", {}, "同事刚刚修改了办理时间");
  fill(work.checked, h("section", {class: "card call"}, heading,
    last && h("p", {}, `${last.by}：${last.text}`),
    h("p", {}, "您的改动还没有提交，填写的内容都在。请看过同事的改动后重新核对。"),
    h("div", {class: "actions"}, h("button", {type: "button", class: "btn", onclick: () => back()}, "返回，重新核对"))));
  focusOn(heading);
}

function done({desk, row}) {
  const heading = h("h2", {}, row ? "已修改" : "已新增");
  fill(desk.place, h("section", {class: "card good"}, heading,
    h("p", {}, "新的时间已经保存，考生的页面两分钟内显示，到点自动开放和截止。"),
    h("div", {class: "actions"}, h("a", {class: "btn", href: "/office/windows/"}, "返回办理时间"))));
  focusOn(heading);
}
