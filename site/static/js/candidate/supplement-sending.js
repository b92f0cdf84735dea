// 保存并提交: leaves for the application's page, which is the receipt, or answers with faults for the summary.
import {send} from "../core/api.js";
import {tab} from "../core/store.js";
import {sendOnce} from "./once.js";
import {link} from "./who.js";

export async function sendSupplement({where, application, kind, target, notice, button, fields, pictures, saver}) {
  const item = {kind, ...Object.fromEntries(fields.map((field) => [field.name, field.read()])), uploads: pictures};
  const drafts = {[kind]: saver.ver()};
  const path = `/api/t/${where.ref}/supplements`;
  const {answer, faults} = await sendOnce({
    purpose: `supplement:${where.ref}:${target}:${kind}`, button, label: "保存并提交",
    call: (options) => (application
      ? send("POST", `${path}/${application.no}/rounds`, {item, ver: application.ver, drafts}, options)
      : send("POST", path, {notice_version: notice, item, drafts}, options)),
    located: (found) => found.map(({field, message}) => ({id: idOf(field, kind), message})),
    list: {text: "查看登记的最新状态", href: application ? link("/applications/", {no: application.no}) : link("/supplements/")},
  });
  if (faults) return faults;
  saver.end();
  const no = application ? application.no : answer.applications[0].no;
  tab.set("sent", no);
  location.replace(link("/applications/", {no}));
  return null;
}

// `items.0.passed.year` is the control score-passed-year
const idOf = (field, kind) => field.replace(/^items\.0\./, `${kind}-`).replace(/\./g, "-");
