// One application: where it stands, what happened, every round as sent, and what can be done now.
import {get} from "../core/api.js";
import {fill, h, one} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {day, fullDay} from "../core/time.js";
import {kindOf, textOf} from "./labels.js";
import {printAll} from "./print-all.js";
import {rounds} from "./rounds.js";
import {timeline} from "./timeline.js";
import {reasonBox} from "./verdicts.js";
import {link, param, useTicket} from "./who.js";
import {withdraw} from "./withdraw.js";

export function application(main) {
  const no = encodeURIComponent(param("no"));
  return loadInto(one("[data-place]", main), () => get(`/api/applications/${no}`), (data) => {
    if (data.ref) useTicket(data.ref);
    draw(main, data);
  });
}

function draw(main, data) {
  document.title = `${data.title} ${textOf(data.state, data.state_text)} - ${document.title}`;
  fill(one("[data-place]", main),
    head(main, data),
    decision(data),
    rounds(data),
    h("section", {class: "card"}, h("h2", {}, "办理进度"), timeline(data)));
}

function head(main, data) {
  return h("section", {class: "card"},
    h("p", {class: "quiet"}, "免考申请"),
    h("h1", {}, data.title),
    h("p", {}, h("span", {class: `tag ${kindOf(data.state)}`}, textOf(data.state, data.state_text)), " ", h("span", {class: "quiet"}, NEXT[data.state] || "")),
    h("dl", {class: "facts"},
      h("dt", {}, "受理编号"), h("dd", {class: "num no"}, data.no),
      h("dt", {}, "提交时间"), h("dd", {class: "num"}, fullDay(data.submitted_at)),
      data.round > 1 && [h("dt", {}, "提交次数"), h("dd", {}, `第 ${data.round} 次`)]),
    actions(data));
}

const NEXT = {
  submitted: "等待主考学校审核", under_review: `主考学校初审通过，等待${document.body.dataset.office}审核`, approved: "该课程已办理免考，成绩页可以查到",
  withdrawn: "您已撤回，可以重新申请", expired: "补正期限已过，可在下次开放时重新申请", cancelled: "申请已终止，如有疑问请联系主考学校",
};

function actions(data) {
  const mend = (label, kind) => h("a", {class: `btn ${kind}`, href: link("/exemptions/upload/", {u: data.unit, for: data.no})}, label);
  return h("div", {class: "actions"},
    data.can.resubmit && mend(data.state === "rejected" ? "重新提交" : "修改并重新提交", ""),
    data.can.edit && mend("修改并重新提交", "second"),
    data.can.withdraw && h("button", {type: "button", class: "btn second", onclick: (event) => withdraw(event.currentTarget, data)}, "撤回"),
    h("button", {type: "button", class: "link", onclick: printAll}, "打印"));
}

// The last decision that asks for something, with the day it must be done by
function decision(data) {
  if (data.state !== "returned" && data.state !== "rejected") return null;
  const round = data.rounds[data.rounds.length - 1];
  const last = round.decisions[round.decisions.length - 1];
  const failing = round.credentials.filter((credential) => credential.verdict && !credential.verdict.ok).length;
  const returned = data.state === "returned";
  const title = returned ? `${failing ? `${round.credentials.length} 项凭证中有 ${failing} 项` : "有内容"}需要补正` : "审核未通过的原因";
  return h("section", {class: `card ${returned ? "call" : ""}`, "data-reasons": true},
    returned && data.deadline && h("p", {}, h("b", {}, `请在 ${day(data.deadline)} 前修改并重新提交`)),
    last && (last.reasons.length || last.words) ? reasonBox(title, last, returned ? "warn" : "") : h("p", {}, title),
    failing > 0 && h("p", {class: "quiet"}, `原因见下方标出的凭证${failing < round.credentials.length ? "，其余凭证无需修改" : ""}。`),
    !returned && !data.can.resubmit && h("p", {class: "quiet"}, "现在不在办理时间内，不能重新提交。填写过的内容都会保留。"));
}
