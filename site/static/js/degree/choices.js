// 按哪种情况计算: plan version, language, set and 加考选项, each with how far it is. Advice, not fact.
import {h} from "../core/dom.js";
import {dated} from "./words.js";

// `query`: what was asked; `pick(query, content)` makes the link or button that asks for another
export function choices({plans, audit, options}, level, query, pick) {
  const group = (title, items) => h("nav", {class: "part", "aria-label": title}, h(`h${level}`, {}, title), items.map((item) => line(item, pick)));
  const found = [plans.length > 1 && group("专业考试计划", versions(plans)), ...modes(audit, options, query).map(([title, items]) => group(title, items))].filter(Boolean);
  if (!found.length) return null;
  const picked = query.addon || query.language || query.set;
  return [
    h("p", {class: "quiet"}, "没有选择时，按离毕业最近的一种计算。各种情况的门数供选择时参考。"),
    found,
    picked && pick(query.plan ? {plan: query.plan} : {}, h("span", {}, "不选择，按最近的一种计算")),
  ];
}

const versions = (plans) => plans.map((plan) => ({
  text: plan.version,
  note: [plan.own && "准考证所用版本", far(plan), plan.ended && `过渡期已于 ${dated(plan.ended)} 结束`],
  here: plan.current,
  query: plan.own ? {} : {plan: plan.plan_id},
}));

// Every option of one kind with the distance of its mode, the other kinds as they are now
function modes({chosen, distances}, options, query) {
  const sets = Array.from(new Set(distances.map((one) => String(one.sets))));
  const kinds = {
    language: ["外语", options.language ? [["yes", "考外语", true], ["no", "不考外语，改考换考课程", false]] : []],
    set: ["成组选考", options.sets.map((number) => [String(number), `第 ${number} 组`, sets[number - 1]])],
    addon: ["加考选项", options.addons.map(({option, text}) => [option, option, option, text])],
  };
  const facets = {language: (one) => one.language, set: (one) => String(one.sets), addon: (one) => one.addon};
  return Object.entries(kinds).filter(([, [, list]]) => list.length > 1).map(([name, [title, list]]) => {
    const others = Object.keys(facets).filter((other) => other !== name);
    const near = distances.filter((one) => others.every((other) => facets[other](one) === facets[other](chosen)));
    return [title, list.map(([value, text, facet, more]) => ({
      text,
      note: [more, far(near.find((one) => facets[name](one) === facet))],
      here: facets[name](chosen) === facet,
      query: {...query, [name]: value},
    }))];
  });
}

function far(one) {
  if (!one) return "";
  if (one.outcome === "unjudged") return "无法判断";
  if (!one.reachable) return "有的要求没有可以补上的考试";
  return one.units ? `还差 ${one.units} 门` : "已满足";
}

function line({text, note, here, query}, pick) {
  const words = h("span", {}, text, h("br"), h("span", {class: "quiet"}, note.filter(Boolean).join("，")));
  return here ? h("div", {class: "row", "aria-current": "true"}, words, h("span", {class: "tag brand"}, "正在显示")) : pick(query, words);
}
