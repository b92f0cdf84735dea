// 办理前自查: three questions; what forbids to go on is named at once, the way on appears with the last answer.
import {all, fill, h, one, show} from "../core/dom.js";

export function checks(box) {
  const result = one("[data-result]", box);
  if (location.hash === `#${box.parentElement.id}`) box.open = true;
  box.addEventListener("change", () => {
    const chosen = all("input:checked", box);
    const stops = chosen.map((input) => input.dataset.stops).filter(Boolean);
    const done = chosen.length === all("fieldset", box).length;
    fill(result, stops.length ? blocked(stops) : done && h("p", {class: "banner ok"}, "没有发现不能办理的情况，办理时间和最终结果以页面显示和审核为准。"));
    show(one("[data-go]", box), done && !stops.length);
  });
}

const blocked = (stops) => h("div", {class: "reasons warn"}, h("b", {}, "办理前需要先解决"), h("ul", {}, stops.map((text) => h("li", {}, text))));
