// 考生首页预览: the lists of home at a chosen time and school, in candidates' own words; nothing in it can be pressed.
import {busy} from "../../../core/busy.js";
import {fill, h, one} from "../../../core/dom.js";
import {clearErrors, showErrors} from "../../../core/errors.js";
import {fullDay} from "../../../core/time.js";
import {wordsWithRef} from "../../../core/words.js";
import {closedBusinesses, nearBusinesses} from "../../../home/businesses.js";
import {summary, textField} from "../../shared/fields.js";
import {writeOffice} from "../../shared/review.js";
import {termText} from "./words.js";

export const look = (rows, at, school) => writeOffice("windows/preview", {rows, at, school});

// `seen` is what the server has answered already
export function preview(desk, {rows, at, school, seen}) {
  const place = h("div", {});
  const form = h("form", {method: "post", novalidate: true}, summary(),
    h("div", {class: "beside-each"},
      textField("preview-at", "预览时间", {value: at, autocomplete: "off"}, "北京时间，如 2026-12-01 08:30"),
      h("div", {class: "field"}, h("label", {for: "preview-school"}, "考生的主考学校"), h("p", {class: "hint"}, "各校的时间可能不同"),
        h("select", {id: "preview-school"}, desk.owners.filter(({code}) => code !== "city").map(({code, name}) => h("option", {value: code, selected: code === school}, name))))),
    h("div", {class: "actions"}, h("button", {type: "submit", class: "btn second"}, "预览")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearErrors(form);
    busy(one("[type=submit]", form), "正在预览…", () => shown(desk, form, rows, place));
  });
  if (seen) draw(desk, seen, place);
  return h("div", {}, form, place);
}

async function shown(desk, form, rows, place) {
  try {
    draw(desk, await look(rows, one("#preview-at", form).value, one("#preview-school", form).value), place);
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    fill(place);
    const named = problem.fields.map(({field, message}) => ({id: {at: "preview-at", school: "preview-school"}[field], message}));
    showErrors(form, named.length ? named : [{message: wordsWithRef(problem)}]);
  }
}

function draw({pages}, {at, school_name: school, businesses, visits}, place) {
  const view = {
    at, pages,
    go: (line, props, text) => h("span", {class: props.class}, text),
    help: (line, text) => text,
    remind: () => h("span", {class: "quiet"}, "开放时提醒我"),
  };
  fill(place, h("p", {class: "preview-head", role: "status"}, `${fullDay(at)}，${school}的考生在首页看到：`),
    h("div", {class: "preview"}, nearBusinesses(businesses, view), closedBusinesses(businesses, view)),
    visits.length > 0 && h("div", {}, h("p", {class: "preview-head"}, "须到校核对、签字的考生另外看到："),
      h("ul", {}, visits.map(({title, term, on_site: site}) => h("li", {}, `${title}（${termText(term)}）：${fullDay(site.opens)} 至 ${fullDay(site.closes)}，${site.place}`)))));
}
