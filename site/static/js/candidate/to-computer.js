// 发送到电脑打印: WeChat's own browser cannot print, so the page's address goes where one can.
import {banner, toast} from "../core/banner.js";
import {h} from "../core/dom.js";
import {pictureOf} from "./pay-code.js";

export function toComputer({address, qr}) {
  const copy = () => copied(address).then(
    () => toast("网址已复制"),
    () => banner("copy", "warn", `这个浏览器不能自动复制，请长按选择：${address}`),
  );
  return h("section", {"aria-labelledby": "to-computer"},
    h("h2", {id: "to-computer"}, "发送到电脑打印"),
    h("p", {}, "微信里不能打印，请任选一种方式，登录后打印："),
    h("ol", {},
      h("li", {}, "点右上角“…”，选“在浏览器打开”。"),
      h("li", {}, "把网址发给“文件传输助手”，在电脑的浏览器里打开。", h("br"),
        h("b", {class: "num"}, address), " ", h("button", {type: "button", class: "link", onclick: copy}, "复制网址")),
      h("li", {}, "用能打印的另一台设备扫描二维码。", h("br"),
        h("img", {width: "160", height: "160", src: pictureOf(qr), alt: "本页网址的二维码"}))));
}

async function copied(text) {
  if (!navigator.clipboard) throw new Error("no clipboard");
  await navigator.clipboard.writeText(text);
}
