// The rows of 申请毕业: 已填写 is never 已提交.
import {h} from "../core/dom.js";
import {link} from "../candidate/who.js";
import {isCalled} from "./called.js";
import {isLocked} from "../steps/mending.js";
import {STEPS, stepLink} from "./wizard.js";

const KINDS = {done: "ok", partly: "warn", unneeded: ""};
const FIRST = {photo: "去上传", submit: "去提交"};
const SHOWN = 3;

export function taskList(data) {
  return h("section", {class: "card"},
    h("h2", {}, "办理步骤"),
    h("p", {}, unsent(data)),
    h("ol", {class: "plain"}, data.page.tasks.map((task) => row(data, task))));
}

const unsent = ({application}) => (application && application.state === "returned"
  ? [h("b", {}, "修改尚未提交"), "。改好后还须在“提交信息”提交，提交后才算补正完成。"]
  : [h("b", {}, "尚未提交"), "。全部填写后还须在“提交信息”提交，提交后才算申请成功。"]);

function row(data, task) {
  const locked = isLocked(data, task.step);
  const href = !locked && data.isRead && hrefOf(data, task);
  const called = isCalled(data, task.step);
  const [kind, text] = locked ? ["ok", "无需修改"] : called ? ["warn", "需补正"] : [KINDS[task.state] || "", task.state_text];
  const words = [task.title, " ", h("span", {class: `tag ${kind}`}, text)];
  const act = called ? "去补正" : task.state === "none" ? FIRST[task.step] || "填写" : "修改";
  return h("li", {class: "row"},
    h("div", {}, h("p", {}, words), missing(task)),
    href && h("a", {href, "aria-label": `${act}：${task.title}`}, act));
}

// Of a step that was begun, by name
function missing({state, missing: list}) {
  if (state !== "partly" || !list.length) return null;
  const more = list.length - SHOWN;
  return h("ul", {class: "quiet"}, list.slice(0, SHOWN).map((one) => h("li", {}, one.message)), more > 0 && h("li", {}, `另有 ${more} 处`));
}

function hrefOf({page: {photo_now: now}}, {step, state}) {
  if (step === "photo") return now === false ? "" : link("/graduation/photo/");
  return ["shut", "unneeded"].includes(state) ? "" : stepLink(step);
}

// Where to go on: what was named first, then what is not filled in, then the summary
export function nextLink(data) {
  const {tasks} = data.page;
  const open = tasks.find(({step}) => isCalled(data, step)) || tasks.find(({step, state}) => STEPS.includes(step) && ["none", "partly"].includes(state));
  return open ? hrefOf(data, open) : stepLink("submit");
}
