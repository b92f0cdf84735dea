// 考生情况说明: one for each item that the audit misses; it never bars, it is read by the reviewers.
// Fetched with its step; what holds state of the page is given to it.
import {all, fill, h, one} from "../core/dom.js";
import {counted, proseField} from "./prose.js";

export async function explanations(main, data, ready, {editing, get, stepLink}) {
  const form = one("[data-step=explanations]", main);
  const {scores} = data.said("scores");
  if (!scores || !scores.plan) return location.replace(stepLink("scores"));
  const record = await get(`${data.path}/record?${new URLSearchParams({plan: scores.plan, addon: scores.addon})}`);
  if (!record.missing.length) return location.replace(stepLink("evaluation"));
  const step = await editing(main, data, "explanations");
  const words = new Map((step.body.explanations || []).map((one) => [one.key, one.words]));
  const {explanation_least: least, explanation_most: longest} = data.page.limits;
  const says = JSON.parse(form.dataset.says);
  const items = record.missing.map((missing, index) => itemOf(missing, index, words.get(missing.key) || ""));
  const fields = items.map(({area, title}) => proseField(area, {label: `${title}的说明`, least, longest, says}));
  one("[data-major]", form).textContent = record.title;
  fill(one("ol", form), items.map(({element}) => element));
  items.forEach(({element}, index) => counted(element, fields[index]));
  form.addEventListener("input", () => step.saver.change(read()));
  [one("[data-back]").textContent, one("[data-next]").textContent] = ["取消", "确定"];
  ready();
  step.open({read, faults: () => fields.flatMap((field) => field.faults()), idOf: (path) => (items.find(({key}) => path === `explanations.${key}`) || {id: ""}).id});
  return undefined;

  function read() {
    return {explanations: items.map(({key, area}) => ({key, words: area.value}))};
  }
}

function itemOf({key, title, text}, index, words) {
  const id = `explanation-${index}`;
  const area = h("textarea", {id, rows: 4, "aria-describedby": `${id}-hint`, "data-describedby": `${id}-hint`});
  area.value = words;
  const element = h("li", {class: "field"},
    h("label", {for: id}, `${index + 1}. ${title}的说明`),
    h("p", {class: "hint", id: `${id}-hint`}, text && text !== title && `${text}。`, h("span", {"data-count": true})),
    area, h("span", {class: "away", role: "status", "data-heard": true}));
  return {key, title, id, area, element};
}
