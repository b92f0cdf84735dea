// 审核依据, where a business keeps some: drawn by a file of its own.
import {fill, h, one, show} from "../../core/dom.js";
import {later} from "../../core/later.js";

export async function groundsPanel(page, found, rounds) {
  const place = one("[data-grounds]", page);
  if (!found.grounds) return;
  show(place, true);
  try {
    const {drawGrounds} = await later(place.dataset.grounds);
    drawGrounds(place, found, rounds.now.content);
  } catch (error) {
    fill(place, h("div", {class: "notice bad", role: "alert"}, h("p", {}, "网络不稳定，暂时无法显示审核依据。"),
      h("button", {type: "button", class: "btn small", onclick: () => groundsPanel(page, found, rounds)}, "重试")));
  }
}
