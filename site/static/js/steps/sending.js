// 确认无误，提交申请: everything at once; leaves for the receipt, or answers with faults.
// Comes with what is fetched for the last step; what holds state of the page is given to it.
import {tab} from "../core/store.js";
import {wipeDrafts} from "../candidate/drafts.js";
import {sendOnce} from "../candidate/once.js";

export const SEND = "确认无误，提交申请";

// `hrefOf(field)`: where a fault of the server is mended
export async function sendSteps(data, item, button, hrefOf, {link, send}) {
  const {application, drafts: saved, flow, path, place, ref, target} = data;
  const drafts = Object.fromEntries(saved.filter((draft) => draft.target === target).map(({step, ver}) => [step, ver]));
  const {answer, faults} = await sendOnce({
    purpose: `${flow.business}:${ref}:${target}`, button, label: SEND,
    call: (options) => (application
      ? send("POST", `${path}/${application.no}/rounds`, {item, ver: application.ver, drafts}, options)
      : send("POST", path, {notice_version: data.accepted, item, drafts}, options)),
    located: (fields) => fields.map(({field, message}) => ({field, message, href: hrefOf(field)})),
    list: {text: "查看申请的最新状态", href: link(flow.home)},
  });
  if (faults) return faults;
  wipeDrafts(place, target);
  tab.set("sent", application ? application.no : answer.applications[0].no);
  location.replace(link(flow.home));
  return null;
}
