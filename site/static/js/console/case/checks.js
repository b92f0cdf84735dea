// 审核要点: what the machine found, and what the reviewer must tick before a pass.
import {fill, h, one} from "../../core/dom.js";

const STATES = {ok: ["ok", "自动通过"], warn: ["warn", "请留意"]};

export function drawChecks(root, found) {
  fill(one("[data-checks]", root), found.checks.map((check) => (check.state === "manual" ? manual(check) : automatic(check))));
  fill(one("[data-duplicates]", root), duplicates(found.duplicates || []));
  one("[data-checks]", root).addEventListener("change", (event) => mark(event.target));
}

const detail = (check) => (check.detail ? h("small", {}, check.detail) : null);

function automatic(check) {
  const [kind, text] = STATES[check.state] || ["", check.state];
  return h("li", {class: "point"}, h("span", {}, check.text, detail(check)), h("span", {class: `tag ${kind}`}, text));
}

function manual(check) {
  const id = `check-${check.key}`;
  return h("li", {class: "point"},
    h("label", {class: "check", for: id}, h("input", {type: "checkbox", id, "data-check": check.text}), h("span", {}, check.text, detail(check))),
    h("span", {class: "tag", "data-tick": id}, "待核验"));
}

function mark(box) {
  const tag = one(`[data-tick="${box.id}"]`);
  if (!tag) return;
  tag.textContent = box.checked ? "已核验" : "待核验";
  tag.classList.toggle("ok", box.checked);
}

function duplicates(found) {
  if (!found.length) return h("li", {class: "point"}, h("span", {}, "凭证与图片未被他人使用"), h("span", {class: "tag ok"}, "未发现"));
  return found.map((one) => h("li", {class: "point"},
    h("span", {}, one.text), h("span", {class: "tag bad"}, one.kind === "picture" ? "图片重复" : "编号重复")));
}
