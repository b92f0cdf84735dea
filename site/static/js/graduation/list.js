// 申请毕业: when it can be done, what is still to do, and how far what was sent has come.
import {fill, h, one} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {payBefore, payable, unpayable, yuan} from "../candidate/due.js";
import {link} from "../candidate/who.js";
import {entry, goesOn, mend, receipt, standing} from "../steps/standing.js";
import {nextLink, taskList} from "./task-list.js";
import {loadGraduation, stepLink} from "./wizard.js";

const MORE = {returned: "点击查看原因", rejected: "点击查看原因", approved: "查看详情，办理后续事宜"};

export function graduation(main) {
  const place = one("[data-loading]", main).parentElement;
  return loadInto(place, loadGraduation, (data) => {
    const {barred, sent} = data.page;
    const way = {title: "申请毕业", barred, next: data.isRead ? ["继续填写", nextLink(data)] : ["立即申请", stepLink("notice")]};
    fill(place,
      sent && receipt(data, `${sent.title}的毕业申请已提交`, "请等待审核，并按页面提示和主考学校公告办理后续事宜。"),
      sent && standing(data, MORE, sent.due ? owed(sent.due) : {act: mend(data, way)}),
      goesOn(data) && [entry(data, way), !barred && taskList(data)]);
  });
}

// Of the school where it takes the fee itself, until it has seen the candidate
const owed = (due) => ({
  text: [h("p", {}, h("b", {}, `${due.name} ${yuan(due.amount)}`), payable(due) && ["，", payBefore(due)]), !payable(due) && unpayable(due)],
  act: payable(due) && h("a", {class: "btn", href: link("/orders/")}, "去支付"),
});
