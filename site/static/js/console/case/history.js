// Rounds and decisions, newest first: what was sent, what was decided about it and why.
import {fill, h, one, show} from "../../core/dom.js";
import {day} from "../../core/time.js";
import {OUTCOMES, OUTCOME_KINDS} from "./names.js";

export function drawHistory(root, rounds) {
  const all = [rounds.now, ...rounds.earlier];
  const place = one("[data-history]", root);
  fill(one("summary", place), all.length > 1 ? `历次提交与审核（${all.length} 轮）` : "提交与审核记录");
  fill(one("[data-rounds]", place), all.map((round) => section(round, round === rounds.now)));
  show(place, true);
}

function section(round, current) {
  return h("li", {},
    h("h3", {}, `第 ${round.round} 轮`, current && h("span", {class: "tag brand"}, "本轮")),
    h("p", {class: "quiet num"}, `${day(round.submitted_at)} 提交`),
    (round.decisions || []).map(decided),
    !current && round.parts.map(sent));
}

function decided(decision) {
  const texts = [...decision.reasons.map((reason) => reason.text), decision.words].filter(Boolean);
  return h("div", {class: "past"},
    h("p", {}, h("span", {class: `tag ${OUTCOME_KINDS[decision.outcome] || ""}`}, OUTCOMES[decision.outcome] || decision.outcome),
      ` ${decision.text} · `, h("span", {class: "num nowrap"}, day(decision.at))),
    texts.length > 0 && h("ul", {}, texts.map((text) => h("li", {}, text))));
}

function sent({title, rows, verdict}) {
  const texts = verdict ? [...verdict.reasons.map((reason) => reason.text), verdict.words].filter(Boolean) : [];
  return h("div", {class: "past"},
    h("b", {}, title),
    h("dl", {class: "facts"}, rows.map((row) => [h("dt", {}, row.label), h("dd", {}, row.text)])),
    texts.length > 0 && h("ul", {}, texts.map((text) => h("li", {}, text))));
}
