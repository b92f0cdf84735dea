// The dialogs of signed-in pages and other rare doings, fetched when one is first needed. They hold no state of the page:
// it is given to them.
import {banner, toast} from "../core/banner.js";
import {busy} from "../core/busy.js";
import {ask as question, openDialog} from "../core/dialog.js";
import {h} from "../core/dom.js";
import {words} from "../core/words.js";
import {leave} from "./sign-out.js";
import {chosen, offered} from "./two-copies.js";

export const ask = question;
export const signOut = leave;
export const twoCopies = chosen;
export const otherCopy = offered;

const closed = (sheet) => h("div", {class: "actions"}, h("button", {type: "button", class: "btn second", onclick: () => sheet().close()}, "关闭"));

function sheetOf(title, body) {
  const sheet = openDialog({title, body: [body, closed(() => sheet)], closable: (close) => close()});
  return sheet.dialog;
}

// 查看样例: what the chosen type of credential looks like and where its fields stand; the drawings lie at `url`
export async function sampleSheet(url, type) {
  const place = h("div", {}, h("p", {}, "正在打开…"));
  sheetOf("证书样例", place).classList.add("roomy");
  try {
    const answer = await fetch(url);
    const samples = await answer.json();
    place.replaceChildren(...samples.filter((sample) => sample.types.includes(type)).map(drawing));
  } catch (error) {
    place.replaceChildren(h("p", {}, "网络不稳定，样例没有打开，请稍后再试。"));
  }
}

const drawing = ({title, picture, alt, height, points, note}) => h("section", {class: "part"},
  h("h3", {}, title, " ", h("span", {class: "tag bad"}, "样例")),
  h("img", {src: picture, alt, width: 360, height}),
  h("ol", {}, points.map(({field, text}) => h("li", {}, h("b", {}, field), `：${text}`))),
  h("p", {class: "quiet"}, note));

// A picture in full size, or the sentence why there is none; `found` brings its link
export async function pictureSheet(title, found) {
  const place = h("div", {class: "zoom"}, h("p", {}, "正在打开…"));
  sheetOf(title, place).classList.add("roomy");
  try {
    const link = await found;
    place.replaceChildren(link ? h("img", {src: link.url, alt: title}) : h("p", {}, "图片已失效"));
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    place.replaceChildren(h("p", {}, words(problem)));
  }
}

// 切换准考证号: another ticket of the same person, on this same page
export function switchSheet({tickets, current, majorOf}) {
  const item = (ticket) =>
    h("li", {class: "row"},
      h("p", {}, h("b", {class: "num"}, ticket.number_masked), " ", majorOf(ticket), h("br"), h("span", {class: "quiet"}, ticket.school_name)),
      ticket.ref === current
        ? h("span", {class: "tag brand"}, "正在办理")
        : h("a", {class: "btn small", href: `${location.pathname}?t=${ticket.ref}`, "aria-label": `切换到准考证 ${ticket.number_masked}`}, "切换"));
  sheetOf("切换准考证号", [
    h("p", {class: "quiet"}, `您在${document.body.dataset.here}的在籍准考证都在这里，不需要重新登录。`),
    h("ul", {class: "plain"}, tickets.map(item)),
  ]);
}

// The end of the session is near, or past
export function idleLine(left, extend) {
  const button = (text) => h("button", {type: "button", class: "link", onclick: extend}, text);
  const minutes = left > 60000 ? 5 : 1;
  if (left > 0) banner("idle", "warn", `${minutes} 分钟内将退出登录，已填写的内容会保留。`, button("继续使用"));
  else banner("idle", "warn", "登录已过期。已填写的内容还在。", button("重新登录"));
}

// 开放时提醒我 or 取消提醒
export async function remind(button, line, {send, draw}) {
  if (button.hasAttribute("aria-busy")) return;
  await busy(button, "请稍候…", () => send("POST", "/api/reminders", {business: line.business, on: !line.remind}));
  line.remind = !line.remind;
  draw();
  toast(line.remind ? `${line.title}开放时，会在“消息”里提醒您。` : `已取消${line.title}的提醒。`);
}
