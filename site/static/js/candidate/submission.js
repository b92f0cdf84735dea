// 提交申请: leaves for the receipt, or answers with faults for the summary.
import {send} from "../core/api.js";
import {tab} from "../core/store.js";
import {wipeDrafts} from "./drafts.js";
import {courseTitle} from "./labels.js";
import {sendOnce} from "./once.js";
import {link} from "./who.js";
import {applicationLink, uploadLink} from "./wizard.js";

export async function submit(wizard, items, button) {
  const {answer, faults} = await sendOnce({
    purpose: `exemption:${wizard.ref}:${wizard.target}`, button, label: "提交申请",
    call: (options) => call(wizard, items, options),
    located: (fields) => {
      const found = fields.map((field) => located(field, wizard, items));
      tab.set(`faults:${wizard.target}`, found);
      return found;
    },
    list: {text: "查看申请的最新状态", href: wizard.application ? applicationLink(wizard.target) : link("/exemptions/")},
  });
  if (faults) return faults;
  wipeDrafts(wizard.place, wizard.target);
  location.replace(wizard.application ? applicationLink(answer.no) : receipt(answer));
  return null;
}

function call({ref, courses, application, target, drafts: saved}, items, options) {
  const drafts = Object.fromEntries(saved.filter((draft) => draft.target === target).map(({step, ver}) => [step, ver]));
  return application
    ? send("POST", `/api/t/${ref}/exemptions/${application.no}/rounds`, {item: items[0], ver: application.ver, drafts}, options)
    : send("POST", `/api/t/${ref}/exemptions`, {notice_version: courses.notice_version, items, drafts}, options);
}

function receipt(answer) {
  const url = new URL(link("/exemptions/done/"), location.origin);
  const numbers = answer.applications.map((one) => one.no);
  numbers.forEach((no) => url.searchParams.append("no", no));
  tab.set("receipt", numbers);
  return url.pathname + url.search;
}

// `items.0.credentials.1.number` stands on the page of the first course, in its second card
function located({field, message}, wizard, items) {
  const [, item, card, name] = /^items\.(\d+)(?:\.credentials(?:\.(\d+)(?:\.(\w+))?)?)?/.exec(field) || [];
  const unit = items[Number(item)] && items[Number(item)].unit;
  if (field === "notice_version") return {message, href: link("/exemptions/notice/")};
  if (!unit) return {message, href: link("/exemptions/courses/")};
  const id = card === undefined ? "add-credential" : `c${card}-${name || "type"}`;
  return {unit, id, message: `${courseTitle(wizard.unit(unit))}：${message}`, href: `${uploadLink(wizard, unit, {back: "confirm"})}#${id}`};
}
