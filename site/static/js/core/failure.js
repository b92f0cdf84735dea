// What stands in the place of content that could not be loaded: the reason, a way on, and whom to call.
import {fill, h} from "./dom.js";
import {words} from "./words.js";

export function showFailure(place, problem, retry) {
  const phone = document.body.dataset.phone;
  const isMissing = problem.status === 404;
  fill(place, h("section", {class: "card call", role: "alert"},
    h("h1", {}, isMissing ? words(problem) : problem.status ? "暂时无法显示" : "网络不稳定"),
    h("p", {}, isMissing ? "请从首页或“消息”打开。" : words(problem)),
    problem.status >= 500 && h("p", {}, "您填写的内容已保存为草稿，不会丢失。"),
    problem.ref && h("p", {class: "quiet"}, "错误编号 ", h("b", {class: "num"}, problem.ref), "，致电时请告知"),
    h("p", {}, "咨询电话 ", h("a", {href: `tel:${phone}`}, phone)),
    h("div", {class: "actions"},
      retry && !isMissing && h("button", {type: "button", class: "btn", onclick: retry}, "重试"),
      h("a", {class: "btn second", href: "/"}, "回到首页"))));
}

// Loads and draws; a failure is shown in place, with a button that tries again.
export async function loadInto(place, load, draw) {
  const kept = Array.from(place.childNodes);
  let data;
  try {
    data = await load();
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    showFailure(place, problem, () => {
      place.replaceChildren(...kept);
      return loadInto(place, load, draw);
    });
    return;
  }
  await draw(data);
}
