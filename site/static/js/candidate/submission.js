// 提交申请: one key until the server has answered, so that a lost answer never becomes a second application.
import {send} from "../core/api.js";
import {answered, keyFor} from "../core/keys.js";
import {tab} from "../core/store.js";
import {wordsWithRef} from "../core/words.js";
import {closed} from "./closing.js";
import {wipeDrafts} from "./drafts.js";
import {courseTitle} from "./labels.js";
import {link} from "./who.js";
import {applicationLink, uploadLink} from "./wizard.js";

// Leaves for the receipt, or answers with faults for the summary
export async function submit(wizard, items, button) {
  const purpose = `exemption:${wizard.ref}:${wizard.target}`;
  try {
    const answer = await call(wizard, items, keyFor(purpose));
    answered(purpose);
    wipeDrafts(wizard.place, wizard.target);
    location.replace(wizard.application ? applicationLink(answer.no) : receipt(answer));
    return null;
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    if (problem.status > 0 && problem.status < 500 && problem.status !== 401) answered(purpose);
    return faultsOf(problem, wizard, items, button);
  }
}

function call({ref, courses, application, target, drafts: saved}, items, key) {
  const drafts = Object.fromEntries(saved.filter((draft) => draft.target === target).map(({step, ver}) => [step, ver]));
  return application
    ? send("POST", `/api/t/${ref}/exemptions/${application.no}/rounds`, {item: items[0], ver: application.ver, drafts}, {key, timeout: 45000})
    : send("POST", `/api/t/${ref}/exemptions`, {notice_version: courses.notice_version, items, drafts}, {key, timeout: 45000});
}

function receipt(answer) {
  const url = new URL(link("/exemptions/done/"), location.origin);
  const numbers = answer.applications.map((one) => one.no);
  numbers.forEach((no) => url.searchParams.append("no", no));
  tab.set("receipt", numbers);
  return url.pathname + url.search;
}

function faultsOf(problem, wizard, items, button) {
  if (problem.code === "window_closed") {
    closed(button);
    return [{message: problem.message || "本次办理已截止，草稿已保留"}];
  }
  if (problem.fields.length) {
    const faults = problem.fields.map((field) => located(field, wizard, items));
    tab.set(`faults:${wizard.target}`, faults);
    return faults;
  }
  if (problem.status === 0) return [{message: "网络不稳定，还不能确定是否提交成功。请再按一次“提交申请”，不会重复提交。"}];
  const list = wizard.application ? applicationLink(wizard.target) : link("/exemptions/");
  return [{message: wordsWithRef(problem)}, ...(problem.status === 409 ? [{message: "查看申请的最新状态", href: list}] : [])];
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
