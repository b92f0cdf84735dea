// The file with everything to be done about a case. Where it does not come, the desk says so and tries again on request.
import {fill, h, one} from "../../core/dom.js";
import {later} from "../../core/later.js";

export async function fetchWork(root) {
  for (;;) {
    try {
      return (await later(root.dataset.decision)).setToWork;
    } catch (error) {
      await askAgain(one("[data-notice]", root));
    }
  }
}

function askAgain(place) {
  return new Promise((again) => {
    const button = h("button", {type: "button", class: "btn small", onclick: () => {
      fill(place);
      again();
    }}, "重试");
    fill(place, h("div", {class: "notice bad"}, h("p", {}, "网络不稳定，暂时不能作出决定。"), button));
  });
}
