// 办理进度: submissions and decisions in the order in which they happened, each with its day and the office's role.
import {h} from "../core/dom.js";
import {fullDay} from "../core/time.js";
import {textOf} from "./labels.js";

const city = document.body.dataset.office;
const OFFICES = {school: "主考学校", city};
const OUTCOMES = {return: "退回补正", reject: "审核未通过"};
const PASSED = {school: `主考学校初审通过，转${city}审核`, city: `${city}审核通过，课程已免考`};

const passes = ({outcome}) => outcome === "pass" || outcome === "approve";

export const decided = (one) => (passes(one) ? PASSED[one.stage] : `${OFFICES[one.stage] || ""}${OUTCOMES[one.outcome] || one.outcome}`);

export function timeline(data) {
  const events = data.rounds.flatMap((round) => [
    {at: round.submitted_at, text: round.round > 1 ? `您重新提交（第 ${round.round} 次）` : "您提交申请"},
    ...round.decisions.map((one) => ({at: one.at, text: decided(one)})),
  ]);
  if (["withdrawn", "expired", "cancelled"].includes(data.state)) events.push({at: data.since || data.submitted_at, text: textOf(data.state, data.state_text)});
  events.sort((a, b) => a.at - b.at);
  return h("ol", {class: "time"}, events.map((event) => h("li", {}, h("b", {}, event.text), h("br"), h("span", {class: "quiet num"}, fullDay(event.at)))));
}
