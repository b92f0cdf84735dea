// 办理进度: submissions and decisions in the order in which they happened.
import {h} from "../core/dom.js";
import {fullDay} from "../core/time.js";
import {textOf} from "./states.js";

// Begun by the office with what another province has sent
export const arrived = ({business}) => business === "transfer_in";

export function timeline(data) {
  const events = data.rounds.flatMap((round) => [
    {at: round.submitted_at, text: arrived(data) ? "收到转出省电子档案" : round.round > 1 ? `您重新提交（第 ${round.round} 次）` : "您提交申请"},
    ...round.decisions,
  ]);
  if (["withdrawn", "expired", "cancelled"].includes(data.state)) events.push({at: data.since || data.submitted_at, text: textOf(data.state, data.state_text)});
  events.sort((a, b) => a.at - b.at);
  return h("ol", {class: "time"}, events.map((event, index) => h("li", {class: index === events.length - 1 && "now"}, h("b", {}, event.text), h("br"), h("span", {class: "quiet num"}, fullDay(event.at)))));
}
