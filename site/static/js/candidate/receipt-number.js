// 受理编号 and 订单号: in groups that can be read out, copied as one.
import {banner, toast} from "../core/banner.js";
import {h} from "../core/dom.js";

const GROUP = 5;

// What selects and searches the text finds it whole: the gaps are drawn
export function grouped(no) {
  const starts = Array.from({length: Math.max(1, Math.floor(no.length / GROUP))}, (_, index) => index * GROUP);
  return h("span", {class: "num no"}, starts.map((start, index) => h("span", {}, no.slice(start, starts[index + 1]))));
}

export function copyButton(no, name = "受理编号") {
  return h("button", {type: "button", class: "link", "aria-label": `复制${name}`, onclick: () => copied(no).then(
    () => toast(`${name}已复制`),
    () => banner("copy", "warn", `这个浏览器不能自动复制，请长按选择：${no}`),
  )}, "复制");
}

async function copied(no) {
  if (!navigator.clipboard) throw new Error("no clipboard");
  await navigator.clipboard.writeText(no);
}
