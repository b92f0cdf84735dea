// 保存并提交: one key until the server has answered, so that a lost answer never becomes a second application.
import {send} from "../core/api.js";
import {answered, keyFor} from "../core/keys.js";
import {tab} from "../core/store.js";
import {wordsWithRef} from "../core/words.js";
import {closed} from "./closing.js";
import {link} from "./who.js";

// Leaves for the application's page, which is the receipt, or answers with faults for the summary
export async function sendSupplement({where, application, kind, target, notice, button, fields, pictures, saver}) {
  const purpose = `supplement:${where.ref}:${target}:${kind}`;
  const item = {kind, ...Object.fromEntries(fields.map((field) => [field.name, field.read()])), uploads: pictures};
  const drafts = {[kind]: saver.ver()};
  const path = `/api/t/${where.ref}/supplements`;
  const options = {key: keyFor(purpose), timeout: 45000};
  try {
    const answer = application
      ? await send("POST", `${path}/${application.no}/rounds`, {item, ver: application.ver, drafts}, options)
      : await send("POST", path, {notice_version: notice, item, drafts}, options);
    answered(purpose);
    saver.end();
    const no = application ? application.no : answer.applications[0].no;
    tab.set("sent", no);
    location.replace(link("/applications/", {no}));
    return null;
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    if (problem.status > 0 && problem.status < 500 && problem.status !== 401) answered(purpose);
    return faultsFrom(problem, kind, button, application);
  }
}

function faultsFrom(problem, kind, button, application) {
  if (problem.code === "window_closed") {
    closed(button);
    return [{message: problem.message}];
  }
  if (problem.fields.length) return problem.fields.map(({field, message}) => ({id: idOf(field, kind), message}));
  if (problem.status === 0) return [{message: "网络不稳定，还不能确定是否提交成功。请再按一次“保存并提交”，不会重复提交。"}];
  const list = application ? link("/applications/", {no: application.no}) : link("/supplements/");
  return [{message: wordsWithRef(problem)}, ...(problem.status === 409 ? [{message: "查看登记的最新状态", href: list}] : [])];
}

// `items.0.passed.year` is the control score-passed-year
const idOf = (field, kind) => field.replace(/^items\.0\./, `${kind}-`).replace(/\./g, "-");
