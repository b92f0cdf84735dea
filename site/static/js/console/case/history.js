// Rounds and decisions, newest first: what was sent, what was decided about it and why.
import {fill, h, one, show} from "../../core/dom.js";
import {day} from "../../core/time.js";
import {OUTCOMES, OUTCOME_KINDS, isLive, isSignature} from "./names.js";

// `found.handled` says by whom, and how what was checked came out. What an office before has checked stands open.
export function drawHistory(root, found, rounds) {
  const all = [rounds.now, ...rounds.earlier];
  const place = one("[data-history]", root);
  fill(one("summary", place), all.length > 1 ? `历次提交与审核（${all.length} 轮）` : "提交与审核记录");
  fill(one("[data-rounds]", place), all.map((round) => section(round, round === rounds.now, found.handled)));
  place.open = isLive(found) && rounds.now.decisions.length > 0;
  show(place, true);
}

function section(round, current, handled) {
  return h("li", {},
    h("h3", {}, `第 ${round.round} 轮`, current && h("span", {class: "tag brand"}, "本轮")),
    h("p", {class: "quiet num"}, `${day(round.submitted_at)} 提交`),
    round.decisions.map((decision) => decided(decision, handled.find((one) => one.at === decision.at))),
    !current && round.parts.map(sent));
}

function decided(decision, {by, answers}) {
  const texts = [...decision.reasons.map((reason) => reason.text), decision.words].filter(Boolean);
  const signed = decision.outcome === "pass" && isSignature(decision.stage);
  return h("div", {class: "past"},
    h("p", {}, h("span", {class: `tag ${OUTCOME_KINDS[decision.outcome] || ""}`}, signed ? "已签字" : OUTCOMES[decision.outcome] || decision.outcome),
      ` ${decision.text} · `, h("span", {class: "num nowrap"}, day(decision.at)), ` · ${by}`),
    answers.length > 0 && h("ul", {}, answers.map(({text, answer}) => h("li", {}, `${text}：${answer}`))),
    texts.length > 0 && h("ul", {}, texts.map((text) => h("li", {}, text))));
}

function sent({title, rows, verdict}) {
  const texts = verdict ? [...verdict.reasons.map((reason) => reason.text), verdict.words].filter(Boolean) : [];
  return h("div", {class: "past"},
    h("b", {}, title),
    h("dl", {class: "facts"}, rows.map((row) => [h("dt", {}, row.label), h("dd", {}, row.text)])),
    texts.length > 0 && h("ul", {}, texts.map((text) => h("li", {}, text))));
}
