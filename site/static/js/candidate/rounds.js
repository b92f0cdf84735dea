// Every round as it was sent, the newest open; pictures and reasons stand with the part they belong to.
import {h, one} from "../core/dom.js";
import {fullDay} from "../core/time.js";
import {reasonBox} from "./verdicts.js";
import {linksOf, zoom} from "./zoom.js";

export function rounds(data) {
  const newest = data.rounds.length - 1;
  return data.rounds.map((round, index) => [round, index === newest]).reverse().map(([round, open]) => {
    const body = round.parts.map(partOf);
    const title = `第 ${round.round} 次提交的内容`;
    const time = h("span", {class: "quiet num"}, ` ${fullDay(round.submitted_at)}`);
    const element = open
      ? h("section", {class: "card"}, h("h2", {}, title, time), body)
      : h("details", {class: "card"}, h("summary", {}, title, time), body, round.decisions.map(words));
    if (open) pictures(element);
    else element.addEventListener("toggle", () => pictures(element), {once: true});
    return element;
  });
}

const words = (decision) => (decision.reasons.length || decision.words ? reasonBox("审核意见", decision) : null);

function partOf({title, rows, uploads, verdict}) {
  return h("div", {class: "part"},
    h("h3", {}, title),
    verdict && reasonBox("这里的问题", verdict),
    h("dl", {class: "facts"}, rows.map((row) => [h("dt", {}, row.label), h("dd", {class: row.code ? "num" : ""}, row.text)])),
    h("ul", {class: "strip"}, uploads.map((id, place) => {
      const name = `${title} 图片 ${place + 1}`;
      return h("li", {}, h("button", {type: "button", class: "thumb", "data-upload": id, "aria-label": `查看：${name}`, onclick: () => zoom(id, name)}, `图片 ${place + 1}`));
    })));
}

async function pictures(element) {
  const buttons = Array.from(element.querySelectorAll("[data-upload]"));
  if (!buttons.length) return;
  const links = await linksOf(Array.from(new Set(buttons.map((button) => button.dataset.upload)))).catch(() => new Map());
  for (const button of buttons) {
    const found = links.get(button.dataset.upload);
    if (found && !one("img", button)) button.replaceChildren(h("img", {src: found.thumb_url, alt: "", width: 80, height: 80}));
  }
}
