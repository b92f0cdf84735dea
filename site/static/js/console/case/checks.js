// 审核要点: what the machine found, and what the reviewer answers before a pass.
import {all, fill, h, one} from "../../core/dom.js";
import {isLive} from "./names.js";

const STATES = {ok: ["ok", "自动通过"], warn: ["warn", "请留意"], block: ["bad", "不能通过"]};
const REGISTER = "https://www.chsi.com.cn/";

// What is over asks nobody any more: its answers stand in its history.
export function drawChecks(root, found) {
  const shown = isLive(found) ? found.checks : found.checks.filter((check) => !isAsked(check));
  fill(one("[data-checks]", root), shown.map(point));
  fill(one("[data-duplicates]", root), duplicates(found.duplicates || []));
  one("[data-checks]", root).addEventListener("change", (event) => mark(event.target));
}

const isAsked = (check) => check.state === "manual" || check.answers.length > 0;

function point(check) {
  if (check.answers.length > 1) return choice(check);
  return isAsked(check) ? tick(check) : automatic(check);
}

const detail = (check) => (check.detail ? h("small", {}, check.detail) : null);
const waiting = () => h("span", {class: "tag", "data-mark": true}, "待核验");

function automatic(check) {
  const [kind, text] = STATES[check.state] || ["", check.state];
  const bars = check.state === "block" && {id: `check-${check.key}`, tabindex: "-1", "data-block": `${check.text}：${check.detail}`};
  return h("li", {class: "point", ...bars}, h("span", {}, check.text, detail(check)), h("span", {class: `tag ${kind}`}, text));
}

function tick(check) {
  const id = `check-${check.key}`;
  const [answer] = check.answers;
  const task = answer && {"data-task": check.key, value: answer.value};
  return h("li", {class: "point"},
    h("label", {class: "check", for: id}, h("input", {type: "checkbox", id, "data-check": check.text, ...task}), h("span", {}, check.text, detail(check))),
    waiting());
}

// One of several answers; only the first of them lets a pass through
function choice(check) {
  const radios = check.answers.map(({value, text}) => {
    const id = `check-${check.key}-${value}`;
    return h("label", {class: "check", for: id}, h("input", {type: "radio", id, name: `check-${check.key}`, value, "data-task": check.key, "data-says": text}), h("span", {}, text));
  });
  return h("li", {class: "point"},
    h("fieldset", {class: "choice", "data-choice": check.text}, h("legend", {}, check.text, detail(check)), lookUp(check.code), radios),
    waiting());
}

function lookUp(code) {
  if (!code) return null;
  const copy = () => navigator.clipboard && navigator.clipboard.writeText(code).catch(() => {});
  return h("p", {}, h("span", {class: "num"}, code), " ",
    h("a", {href: REGISTER, target: "_blank", rel: "noreferrer", onclick: copy}, "复制并打开学信网", h("span", {class: "away"}, "（新窗口）")));
}

function mark(input) {
  const tag = one("[data-mark]", input.closest(".point"));
  const done = input.type === "radio" || input.checked;
  const good = input.type === "radio" ? isFirst(input) : input.checked;
  tag.textContent = !done ? "待核验" : input.dataset.says || "已核验";
  tag.classList.toggle("ok", good);
  tag.classList.toggle("bad", done && !good);
}

const isFirst = (radio) => radio === one("input", radio.closest("fieldset"));

// What stands in the way of a pass, in the order of the page → [{id, text, barred: no answer of the reviewer's helps}]
export function hindrances(page) {
  return all("[data-block], [data-check], [data-choice]", page).map((item) => {
    if (item.dataset.block) return {id: item.id, text: item.dataset.block, barred: true};
    if (item.dataset.check) return !item.checked && {id: item.id, text: item.dataset.check};
    const [given] = all("input:checked", item);
    if (!given) return {id: one("input", item).id, text: item.dataset.choice};
    return !isFirst(given) && {id: given.id, text: `${item.dataset.choice}：${given.dataset.says}`, barred: true};
  }).filter(Boolean);
}

// The answers that go along with a decision, by the key of their check
export const answersOf = (page) => Object.fromEntries(all("[data-task]:checked", page).map((input) => [input.dataset.task, input.value]));

function duplicates(found) {
  if (!found.length) return h("li", {class: "point"}, h("span", {}, "凭证与图片未被他人使用"), h("span", {class: "tag ok"}, "未发现"));
  return found.map((one) => h("li", {class: "point"},
    h("span", {}, one.text), h("span", {class: "tag bad"}, one.kind === "picture" ? "图片重复" : "编号重复")));
}
