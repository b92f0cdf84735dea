// 确认无误，提交申请: everything at once, with what the page has shown; leaves for the receipt, or answers with faults.
import {tab} from "../core/store.js";
import {wipeDrafts} from "../candidate/drafts.js";
import {sendOnce} from "../candidate/once.js";

export async function sendGraduation(data, record, button, {link, send, stepLink}) {
  const {application, drafts: saved, path, ref, target} = data;
  const drafts = Object.fromEntries(saved.filter((draft) => draft.target === target).map(({step, ver}) => [step, ver]));
  const item = itemOf(data, record);
  const {answer, faults} = await sendOnce({
    purpose: `graduation:${ref}:${target}`, button, label: "确认无误，提交申请",
    call: (options) => (application
      ? send("POST", `${path}/${application.no}/rounds`, {item, ver: application.ver, drafts}, options)
      : send("POST", path, {notice_version: data.accepted, item, drafts}, options)),
    located: (fields) => fields.map(({field, message}) => ({message, href: placeOf(field, {link, stepLink})})),
    list: {text: "查看申请的最新状态", href: link("/graduation/")},
  });
  if (faults) return faults;
  wipeDrafts(data.place, target);
  tab.set("sent", application ? application.no : answer.applications[0].no);
  location.replace(link("/graduation/"));
  return null;
}

// `seen` is what 登记成绩 showed, or where nothing was changed there, what stands on this page
function itemOf({photo, said}, {missing, asks_diploma: asks, seen}) {
  const words = new Map((said("explanations").explanations || []).map((one) => [one.key, one.words]));
  const {scores, seen: shown} = said("scores");
  return {
    person: said("person").person,
    scores: {plan: scores.plan, addon: scores.addon},
    explanations: missing.map(({key}) => ({key, words: words.get(key) || ""})),
    evaluation: said("evaluation").evaluation,
    diploma: asks ? said("diploma").diploma : null,
    photo,
    seen: shown || seen,
  };
}

// `items.0.diploma.number` is typed on the page of that step, `items.0.seen` was shown with the scores
function placeOf(field, {link, stepLink}) {
  const step = field.split(".")[2] || field;
  if (step === "notice_version") return stepLink("notice");
  if (step === "photo") return link("/graduation/photo/");
  return stepLink(step === "seen" ? "scores" : step, {back: "submit"});
}
