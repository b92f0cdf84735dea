// What waits for a second person: what is asked, by whom, what for; granted, refused, taken back, fetched.
import {toast} from "../../../core/banner.js";
import {busy} from "../../../core/busy.js";
import {ask as question} from "../../../core/dialog.js";
import {fill, focusOn, h, one} from "../../../core/dom.js";
import {clearErrors, showErrors} from "../../../core/errors.js";
import {day} from "../../../core/time.js";
import {summary} from "../../shared/fields.js";
import {readOffice, writeOffice} from "../../shared/review.js";
import {trouble} from "../../shared/trouble.js";
import {faultsOf} from "./faults.js";
import {linkCard, linkGone} from "./link-card.js";
import {saveGiven} from "./save.js";

const STATES = {open: ["warn", "待批准"], granted: ["ok", "已批准"], refused: ["", "未批准"], lapsed: ["", "已过期"]};

// `place` is filled anew by each call; `settled(ask)` follows what was settled here. → what reads them again
export function showAsks(place, settled) {
  const list = {place, given: h("div", {}), body: h("div", {}), settled};
  fill(place, h("h2", {}, "须由另一位同事批准"), list.given, list.body);
  list.again = () => load(list);
  return list.again;
}

async function load(list) {
  try {
    draw(list, (await readOffice("asks")).asks);
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    trouble(list.body, problem, list.again);
  }
}

function draw(list, asks) {
  const live = asks.filter((ask) => ask.state === "open" || ask.can_fetch);
  const past = asks.filter((ask) => !live.includes(ask));
  fill(list.body,
    live.length > 0 ? live.map((ask) => card(list, ask)) : h("div", {class: "card"}, h("p", {class: "quiet"}, "没有等待批准的请求。")),
    past.length > 0 && h("details", {class: "card"}, h("summary", {}, `最近处理过的（${past.length}）`), h("ul", {class: "plain"}, past.map(line))));
}

const stateOf = (ask) => h("span", {class: `tag ${STATES[ask.state][0]}`}, STATES[ask.state][1]);

const line = (ask) => h("li", {class: "row"},
  h("div", {}, h("p", {}, ask.text), h("p", {class: "quiet"}, `${ask.asked_by} ${day(ask.asked_at)} 提出${ask.settled_at ? `，${ask.settled_by} ${day(ask.settled_at)} 处理` : ""}`)),
  stateOf(ask));

function card(list, ask) {
  const fact = (name, text) => text && [h("dt", {}, name), h("dd", {}, text)];
  const form = h("form", {class: "card call", method: "post", novalidate: true},
    h("h3", {}, ask.text, " ", stateOf(ask)), summary(),
    h("dl", {class: "facts"}, fact("内容", ask.detail), fact("用途", ask.purpose), fact("提出", `${ask.asked_by}，${day(ask.asked_at)}`),
      ask.state === "open" && fact("有效至", day(ask.until))),
    !ask.can_grant && ask.state === "open" && h("p", {class: "quiet"}, "由另一位考籍管理人员批准，本人不能批准。"),
    ask.can_fetch && h("p", {}, "已批准。批准后 30 分钟内由您下载，过后须重新提出。"),
    h("div", {class: "actions"}, buttons(list, ask, () => form)));
  form.addEventListener("submit", (event) => event.preventDefault());
  return form;
}

function buttons(list, ask, form) {
  const button = (kind, label, text, work) => h("button", {type: "button", class: `btn ${kind}`, "aria-label": `${label}：${ask.text}`,
    onclick: (event) => busy(event.currentTarget, text, () => tried(form(), work))}, label);
  return [
    ask.can_grant && button("", "批准", "正在批准…", async () => await isMeant(ask) && await settle(list, ask, true)),
    ask.can_refuse && button("second", ask.can_grant ? "不批准" : "撤销请求", "正在处理…", () => settle(list, ask, false)),
    ask.can_fetch && button("", "下载名单", "正在下载…", () => fetchFile(list, ask)),
  ];
}

async function tried(form, work) {
  clearErrors(form);
  try {
    await work();
  } catch (problem) {
    showErrors(form, faultsOf(problem, {}));
  }
}

function isMeant(ask) {
  const choices = [{value: true, label: "确认批准"}, {value: false, label: "取消", kind: "second"}];
  return question({title: "批准这项请求？", text: [ask.text, ask.detail, ask.purpose && `用途：${ask.purpose}`, `${ask.asked_by} 提出。批准后立即生效，不能撤回，您的姓名将记录。`].filter(Boolean), choices});
}

async function settle(list, {no}, granted) {
  const {ask, token} = await writeOffice(`asks/${no}`, {granted});
  toast(granted ? "已批准" : "已处理");
  const linked = granted && ask.gives_link;
  if (linked) fill(list.given, token ? linkCard(ask.text, token) : linkGone(ask.text));
  await list.again();
  if (list.settled) await list.settled(ask);
  focusOn(linked ? one("h3", list.given) : one("h2", list.place));
}

async function fetchFile(list, {no}) {
  const {file, rows} = await writeOffice(`asks/${no}/file`, {});
  saveGiven(file);
  toast(`已导出 ${rows} 件：${file.name}`);
}
