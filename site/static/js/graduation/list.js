// 申请毕业: when it can be done, what is still to do, and how far what was sent has come.
import {fill, h, one} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {tab} from "../core/store.js";
import {day, left} from "../core/time.js";
import {payBefore, payable, unpayable, yuan} from "../candidate/due.js";
import {kindOf} from "../candidate/states.js";
import {copyButton, grouped} from "../candidate/receipt-number.js";
import {reminder} from "../candidate/reminder.js";
import {link} from "../candidate/who.js";
import {closedReason, dates} from "../candidate/window-dates.js";
import {nextLink, taskList} from "./task-list.js";
import {track} from "./track.js";
import {loadGraduation, stepLink} from "./wizard.js";

export function graduation(main) {
  return loadInto(one("[data-loading]", main).parentElement, loadGraduation, (data) => {
    const {sent} = data.page;
    fill(one("[data-loading]", main).parentElement,
      receipt(sent),
      sent && standing(data),
      goesOn(data) && [entry(data), taskList(data)]);
  });
}

const ENDED = ["withdrawn", "expired", "cancelled", "rejected"];

const goesOn = ({application, page: {sent}}) => (application ? application.state !== "submitted" : !sent || ENDED.includes(sent.state));

// Right after sending, once
function receipt(sent) {
  if (!sent || tab.get("sent") !== sent.no) return null;
  tab.drop("sent");
  return h("section", {class: "card good", role: "status"},
    h("h2", {}, `${sent.title}的毕业申请已提交`),
    h("p", {}, "请等待审核，并按页面提示和主考学校公告办理后续事宜。受理编号 ", grouped(sent.no), " ", copyButton(sent.no)),
    h("div", {class: "actions"}, h("a", {class: "btn", href: link("/graduation/")}, "完成")));
}

const MORE = {returned: "点击查看原因", rejected: "点击查看原因", approved: "查看详情，办理后续事宜"};

function standing({page: {sent}, application}) {
  const mends = application && sent.state === "returned";
  return h("section", {class: `card ${mends ? "call" : ""}`},
    h("h2", {}, sent.title, " ", h("span", {class: `tag ${kindOf(sent.state)}`}, sent.state_text)),
    mends && h("p", {}, h("b", {}, `请在 ${day(application.deadline)} 前修改并重新提交`), `，${left(application.deadline)}`),
    h("p", {}, "受理编号 ", grouped(sent.no)),
    sent.due && fee(sent.due),
    track(sent.track, sent.state_text),
    h("div", {class: "actions"},
      sent.due && payable(sent.due) && h("a", {class: "btn", href: link("/orders/")}, "去支付"),
      h("a", {class: "btn second", href: link("/applications/", {no: sent.no})}, MORE[sent.state] || "查看申请"),
      sent.can.edit && h("a", {class: "btn second", href: stepLink("submit")}, "修改")));
}

// Of the school where it takes the fee itself, until it has seen the candidate
const fee = (due) => [h("p", {}, h("b", {}, `${due.name} ${yuan(due.amount)}`), payable(due) && ["，", payBefore(due)]), !payable(due) && unpayable(due)];

function entry(data) {
  const {application, isRead, page: {window}} = data;
  const reason = application && application.can.resubmit ? "" : closedReason(window);
  const mend = application && application.state === "returned" ? "去补正" : "重新申请";
  const [label, href] = isRead ? [application ? mend : "继续填写", nextLink(data)] : ["立即申请", stepLink("notice")];
  return h("section", {class: "card"},
    (!application || application.state === "rejected") && h("p", {}, dates(window)),
    reason && h("p", {id: "hindrance"}, h("b", {}, reason)),
    reason && h("p", {}, reminder({business: "graduation", title: "申请毕业", remind: window.remind})),
    h("div", {class: "actions"}, reason
      ? h("button", {type: "button", class: "btn", "aria-disabled": "true", "aria-describedby": "hindrance"}, label)
      : h("a", {class: "btn", href}, label)));
}
