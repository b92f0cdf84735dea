// 提交信息: everything once more, with ways back; then it is sent exactly once.
// Fetched with its step; what holds state of the page is given to it.
import {fill, h, one} from "../core/dom.js";
import {nameOf} from "../candidate/credential-facts.js";
import {facts, formFacts, tableFacts} from "../candidate/form-facts.js";
import {strip, thumbnails} from "../candidate/strip.js";
import {sendSteps} from "../steps/sending.js";
import {buttons, part, stillOpen} from "../steps/summary.js";
import {isCalled} from "./called.js";
import {hrefOf, itemOf} from "./item.js";
import {scoreTable} from "./score-table.js";

export async function submit(main, data, ready, tools) {
  const {scores} = data.said("scores");
  const open = unfinished(data, tools);
  const record = open.length ? null : await tools.get(`${data.path}/record?${new URLSearchParams({plan: scores.plan, addon: scores.addon})}`);
  fill(one("[data-parts]", main), open.length ? stillOpen(open) : summary(main, data, record, tools));
  ready();
  if (!open.length) thumbnails(main, tools.linksOf);
  buttons(main, tools.link("/graduation/"), !open.length && ((button) => sendSteps(data, itemOf(data, record), button, hrefOf(tools), tools)));
}

// What the server still misses, each with the way there
const unfinished = ({page: {tasks}}, {link, stepLink}) => tasks.filter(({step, state}) => step !== "submit" && !["done", "unneeded"].includes(state)).flatMap((task) => {
  const href = (field) => (task.step === "photo" ? link("/graduation/photo/") : stepLink((field || "").includes(".explanations.") ? "explanations" : task.step, {back: "submit"}));
  return task.state === "none" && task.step !== "photo"
    ? [{message: `${task.title}：还没有填写`, href: href()}]
    : task.missing.map(({field, message}) => ({message: `${task.title}：${message}`, href: href(field)}));
});

function summary(main, data, record, {link, zoom}) {
  const {name, id_masked: id} = data.page;
  const said = data.said("diploma").diploma;
  const called = data.page.tasks.filter(({step}) => isCalled(data, step)).map(({title}) => title);
  return [
    called.length > 0 && h("p", {class: "banner warn"}, `被指出的内容还没有修改：${called.join("、")}。`),
    part(data, "person", "个人信息", facts([["姓名", name], ["证件号码", id, "num"], ...formFacts(one("[data-step=person]", main), data.said("person").person)])),
    part(data, "scores", "毕业专业和合格成绩", [facts([["毕业专业", `${record.title} ${record.version}`], ["加考选项", data.said("scores").scores.addon]]), scoreTable(record)]),
    record.missing.length > 0 && part(data, "explanations", "考生情况说明", explained(data, record)),
    part(data, "evaluation", "自我鉴定", h("p", {class: "lines"}, data.said("evaluation").evaluation)),
    record.asks_diploma && part(data, "diploma", "前置学历", papers(main, said, zoom)),
    part(data, "photo", "毕业照片", strip([data.photo], "毕业照片", zoom), link("/graduation/photo/")),
  ];
}

function explained(data, {missing}) {
  const words = new Map(data.said("explanations").explanations.map((one) => [one.key, one.words]));
  return h("ol", {}, missing.map(({key, title}) => h("li", {}, h("b", {}, title), h("p", {class: "lines"}, words.get(key)))));
}

function papers(main, diploma, zoom) {
  const {forms, since} = one("[data-step=submit]", main).dataset;
  const {diploma: own, registration_form: newer, verification_report: older} = JSON.parse(forms);
  const proof = diploma.obtained >= since ? newer : older;
  return [
    h("h3", {}, own.title), facts(tableFacts(own.fields, diploma, nameOf)), strip(diploma.uploads, own.title, zoom),
    h("h3", {}, proof.title), facts(tableFacts(proof.fields, diploma, nameOf)), strip(diploma.proof_uploads, proof.title, zoom),
  ];
}
