// What stands in the place of a page's content when it could not be had.
import {fill, focusOn, h} from "../../core/dom.js";
import {wordsWithRef} from "../../core/words.js";

export function trouble(place, problem, retry, title) {
  const heading = h("h2", {}, title || (problem.status ? "暂时无法显示" : "网络不稳定"));
  const final = problem.status === 404 || problem.status === 403;
  fill(place, h("section", {class: "card call trouble"}, heading, h("p", {}, wordsWithRef(problem)),
    h("div", {class: "actions"},
      !final && h("button", {type: "button", class: "btn", onclick: retry}, "重试"),
      location.pathname !== "/queue/" && h("a", {class: final ? "btn" : "btn second", href: "/queue/"}, "返回审核列表"))));
  focusOn(heading);
}
