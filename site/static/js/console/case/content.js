// 申请内容: the candidate, the credentials of this round with what changed since the last, and what was asked then.
import {banner, endBanner} from "../../core/banner.js";
import {busy} from "../../core/busy.js";
import {all, fill, h, one} from "../../core/dom.js";
import {words} from "../../core/words.js";
import {write} from "../shared/review.js";
import {changed} from "./changes.js";
import {credentialTitle, rowsOf} from "./names.js";

const row = (label, ...content) => [h("dt", {}, label), h("dd", {}, ...content)];

export function drawContent(root, found, rounds) {
  const {candidate} = found;
  fill(one("[data-candidate]", root),
    row("考生", candidate.name, " · ", h("span", {class: "num", "data-full": "id_number"}, candidate.id_masked)),
    row("准考证号", h("span", {class: "num", "data-full": "ticket_number"}, candidate.ticket_masked)),
    row("专业", [candidate.major_name, candidate.level && `（${candidate.level}）`]),
    candidate.school_name && row("主考学校", candidate.school_name),
    row("已通过理论课", `${candidate.theory_passes} 门`));
  const button = one("[data-reveal]", root);
  button.addEventListener("click", () => busy(button, "正在读取…", () => reveal(root, found.id, button)));
  fill(one("[data-credentials]", root), rounds.now.credentials.map((credential, index) => block(credential, index, rounds)));
  const dropped = rounds.before ? rounds.before.credentials.slice(rounds.now.credentials.length) : [];
  if (dropped.length) one("[data-credentials]", root).append(h("p", {class: "changed"}, `本轮删除了 ${dropped.length} 项凭证`));
}

// The full numbers stand on the page until it is left, and nowhere else.
async function reveal(root, id, button) {
  endBanner("reveal");
  try {
    const full = await write(`cases/${id}/reveal`, {});
    for (const place of all("[data-full]", root)) place.textContent = full[place.dataset.full];
    button.remove();
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    banner("reveal", "warn", words(problem));
  }
}

function block(credential, index, rounds) {
  const before = rounds.before && rounds.before.credentials[index];
  const change = changed(credential, before, !rounds.before);
  return h("section", {class: "credential-block"},
    h("h3", {}, credentialTitle(credential, index), change.fresh && h("span", {class: "tag warn"}, "本轮新增")),
    before && before.verdict && asked(before.verdict),
    h("dl", {class: "facts"}, rowsOf(credential).map((line, place) => field(line, change, before && rowsOf(before)[place][2]))),
    pictures(credential, change));
}

function asked(verdict) {
  const texts = [...verdict.reasons.map((reason) => reason.text), verdict.words].filter(Boolean);
  return h("div", {class: "reasons warn"}, h("b", {}, "上一轮要求补正"), texts.map((text) => h("p", {}, text)));
}

function field([label, names, text], change, old) {
  const differs = names.some((name) => change.fields.has(name));
  if (!text && !differs) return null;
  return [h("dt", {}, label), h("dd", {class: differs ? "changed" : null},
    names[0] === "number" ? [h("span", {class: "num"}, text), copier(text)] : text || "（已删除）",
    differs && [h("span", {class: "tag warn"}, "本轮修改"), h("small", {}, old ? `原为：${old}` : "上一轮未填写")])];
}

function copier(text) {
  if (!navigator.clipboard || !text) return null;
  const button = h("button", {type: "button", class: "link", "aria-label": `复制编号 ${text}`}, "复制");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = "已复制";
  });
  return button;
}

function pictures(credential, change) {
  if (!credential.uploads.length) return h("p", {class: "quiet"}, "没有上传图片");
  const buttons = credential.uploads.map((id, place) => h("button", {type: "button", class: "picture-link", "data-show-picture": id},
    `图片 ${place + 1}`, change.pictures.has(id) && h("span", {class: "tag warn"}, "新")));
  return h("p", {class: "picture-links"}, buttons, change.gone > 0 && h("span", {class: "quiet"}, `本轮删除 ${change.gone} 张`));
}
