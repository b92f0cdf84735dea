// Every round as it was sent, the newest open; pictures and reasons stand with the credential they belong to.
import {h, one} from "../core/dom.js";
import {fullDay} from "../core/time.js";
import {credentialFacts} from "./credential-facts.js";
import {reasonBox} from "./verdicts.js";
import {linksOf, zoom} from "./zoom.js";

export function rounds(data) {
  const newest = data.rounds.length - 1;
  return data.rounds.map((round, index) => [round, index === newest]).reverse().map(([round, open]) => {
    const body = round.credentials.map((credential, index) => credentialOf(credential, index));
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

function credentialOf(credential, index) {
  const {verdict} = credential;
  return h("div", {class: "part"},
    h("h3", {}, `凭证 ${index + 1}`),
    verdict && !verdict.ok && reasonBox("这项凭证的问题", verdict),
    credentialFacts(credential),
    h("ul", {class: "strip"}, credential.uploads.map((id, place) =>
      h("li", {}, h("button", {type: "button", class: "thumb", "data-upload": id, "aria-label": `查看凭证 ${index + 1} 的图片 ${place + 1}`, onclick: () => zoom(id, `凭证 ${index + 1} 图片 ${place + 1}`)}, `图片 ${place + 1}`)))));
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
