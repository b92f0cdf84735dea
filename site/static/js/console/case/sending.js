// Sends a decision so that it happens exactly once: its key is kept with its body until the server has answered.
import {fill, focusOn, h, one} from "../../core/dom.js";
import {showErrors} from "../../core/errors.js";
import {randomKey} from "../../core/keys.js";
import {tab} from "../../core/store.js";
import {wordsWithRef} from "../../core/words.js";

const place = (id) => `sent:${id}`;
const unknownOutcome = (problem) => problem.status === 0 || problem.status >= 500;

function keyed(id, body) {
  const kept = tab.get(place(id));
  const same = kept && JSON.stringify(kept.body) === JSON.stringify(body);
  const sent = same ? kept : {body, key: randomKey()};
  tab.set(place(id), sent);
  return sent.key;
}

// `hands` = {write: the page's own call, done(answer): follows a decision that stands, stop(): this version can no
// longer be decided, changes(): what became of the grounds that were shown}
export function sender(root, found, hands) {
  const notice = one("[data-notice]", root);

  function say(kind, title, texts, ...buttons) {
    const heading = h("h3", {}, title);
    fill(notice, h("div", {class: `notice ${kind}`}, heading, [].concat(texts).map((text) => (text.nodeType ? text : h("p", {}, text))),
      buttons.length > 0 && h("div", {class: "actions"}, buttons)));
    focusOn(heading);
  }

  async function send(decided, form) {
    const body = {ver: found.ver, digest: found.digest, ...decided};
    fill(notice);
    let answer;
    try {
      answer = await hands.write(`cases/${found.id}/decision`, body, {key: keyed(found.id, body)});
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      refused(problem, decided, form);
      return;
    }
    tab.drop(place(found.id));
    await hands.done(answer);
  }

  function refused(problem, decided, form) {
    if (unknownOutcome(problem)) {
      say("bad", "决定没有送达", [wordsWithRef(problem), "您填写的内容已保留在本页，重试不会重复提交。"],
        button("重试", () => send(decided, form)));
      return;
    }
    tab.drop(place(found.id));
    if (problem.status === 422 && form) showErrors(form, faultsOf(problem, decided));
    else if (problem.code === "stale_grounds") outdated(problem);
    else if (problem.status === 409) overtaken(problem);
    else say("warn", "尚未提交", [wordsWithRef(problem), list(problem.fields.map((fault) => fault.message))]);
  }

  function overtaken(problem) {
    hands.stop();
    say("warn", problem.code === "leased" ? "此件正由他人审核" : "此件已更新", wordsWithRef(problem), button("刷新查看", () => location.reload()));
  }

  async function outdated(problem) {
    hands.stop();
    const changes = await hands.changes().catch(() => []);
    say("warn", "审核依据有变化，决定没有提交", [wordsWithRef(problem), list(changes), "您填写的说明会保留，勾选的项目需要重新核对。"],
      button("按最新内容审核", () => location.reload()));
  }

  // A decision of which this tab never heard back: sent again on request, with the same key.
  function recover() {
    const kept = tab.get(place(found.id));
    if (!kept) return;
    const {ver, digest, ...decided} = kept.body;
    if (ver !== found.ver || digest !== found.digest) {
      tab.drop(place(found.id));
      return;
    }
    say("warn", "上次的决定没有收到答复", "网络中断前提交的决定可能没有送达。重试不会重复提交。",
      button("重试", () => send(decided)), button("不再提交", () => { tab.drop(place(found.id)); fill(notice); }, "second"));
  }

  return {send, recover};
}

const list = (texts) => h("ul", {}, texts.map((text) => h("li", {}, text)));

const button = (text, onclick, kind) => h("button", {type: "button", class: `btn small ${kind || ""}`, onclick}, text);

// The server names items by their place in the body; the page names them by their part.
function faultsOf(problem, decided) {
  const idOf = (field) => {
    const item = /^items\.(\d+)\.(\w+)/.exec(field);
    if (!item) return {items: "item-0", words: `${decided.outcome}-words`}[field] || "";
    const {part} = decided.items[Number(item[1])] || {part: 0};
    return item[2] === "words" ? `item-${part}-words` : `item-${part}`;
  };
  return problem.fields.length
    ? problem.fields.map((fault) => ({id: idOf(fault.field), message: fault.message}))
    : [{message: wordsWithRef(problem)}];
}
