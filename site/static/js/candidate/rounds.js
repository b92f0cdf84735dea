// Every round as it was sent, the newest open; pictures and reasons stand with the part they belong to.
import {h} from "../core/dom.js";
import {fullDay} from "../core/time.js";
import {arrived} from "./timeline.js";
import {strip, thumbnails} from "./strip.js";
import {reasonBox} from "./verdicts.js";
import {linksOf, zoom} from "./zoom.js";

export function rounds(data) {
  const newest = data.rounds.length - 1;
  return data.rounds.map((round, index) => [round, index === newest]).reverse().map(([round, open]) => {
    const body = round.parts.map(partOf);
    const title = arrived(data) ? "收到的电子档案" : `第 ${round.round} 次提交的内容`;
    const time = h("span", {class: "quiet num"}, ` ${fullDay(round.submitted_at)}`);
    const element = open
      ? h("section", {class: "card"}, h("h2", {}, title, time), body)
      : h("details", {class: "card"}, h("summary", {}, title, time), body, round.decisions.map(words));
    if (open) thumbnails(element, linksOf);
    else element.addEventListener("toggle", () => thumbnails(element, linksOf), {once: true});
    return element;
  });
}

const words = (decision) => (decision.reasons.length || decision.words ? reasonBox("审核意见", decision) : null);

// A part that is one text under its own name
const isProse = (title, rows) => rows.length === 1 && rows[0].label === title;

function partOf({title, rows, uploads, verdict}) {
  return h("div", {class: "part"},
    h("h3", {}, title),
    verdict && reasonBox("这里的问题", verdict),
    isProse(title, rows)
      ? h("p", {class: "lines"}, rows[0].text)
      : h("dl", {class: "facts"}, rows.map((row) => [h("dt", {}, row.label), h("dd", {class: row.code ? "num" : ""}, row.text)])),
    strip(uploads, title, zoom));
}
