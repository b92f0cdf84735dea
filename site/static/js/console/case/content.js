// 申请内容: the candidate, the parts of this round with what changed since the last, and what was asked then.
import {banner, endBanner} from "../../core/banner.js";
import {busy} from "../../core/busy.js";
import {all, fill, h, one} from "../../core/dom.js";
import {words} from "../../core/words.js";
import {write} from "../shared/review.js";
import {changed, paired, textOf} from "./changes.js";

const row = (label, ...content) => [h("dt", {}, label), h("dd", {}, ...content)];

export function drawContent(root, found, rounds) {
  const {candidate} = found;
  fill(one("[data-candidate]", root),
    row("考生", candidate.name, " · ", h("span", {class: "num", "data-full": "id_number"}, candidate.id_masked)),
    row("准考证号", h("span", {class: "num", "data-full": "ticket_number"}, candidate.ticket_masked)),
    row("专业", [candidate.major_name, candidate.level && `（${candidate.level}）`]),
    candidate.school_name && row("主考学校", candidate.school_name),
    !found.business.startsWith("transfer_") && row("已通过理论课", `${candidate.theory_passes} 门`));
  const button = one("[data-reveal]", root);
  button.addEventListener("click", () => busy(button, "正在读取…", () => reveal(root, found.id, button)));
  const {befores, dropped} = paired(rounds.now.parts, rounds.before ? rounds.before.parts : []);
  fill(one("[data-parts]", root),
    rounds.now.parts.map((part, index) => block(part, befores[index], {first: !rounds.before, asked: !found.grounds})),
    dropped.length > 0 && h("p", {class: "changed"}, `本轮删除：${dropped.map((part) => part.title).join("、")}`));
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

// `asked`: every part is a paper, and one without a picture is worth a word
function block(part, before, {first, asked}) {
  const change = changed(part, before, first);
  const removed = before ? before.rows.filter((row) => !part.rows.some((one) => one.key === row.key)) : [];
  const lines = [...part.rows, ...removed.map((row) => ({...row, text: ""}))];
  return h("section", {class: "part-block"},
    h("h3", {}, part.title, change.fresh && h("span", {class: "tag warn"}, "本轮新增")),
    before && before.verdict && objected(before.verdict),
    h("dl", {class: "facts"}, lines.map((line) => field(line, change.rows.has(line.key), before && textOf(before, line.key)))),
    pictures(part, change) || (asked && h("p", {class: "quiet"}, "没有上传图片")));
}

function objected(verdict) {
  const texts = [...verdict.reasons.map((reason) => reason.text), verdict.words].filter(Boolean);
  return h("div", {class: "reasons warn"}, h("b", {}, "上一轮要求补正"), texts.map((text) => h("p", {}, text)));
}

function field({label, text, code}, differs, old) {
  return [h("dt", {}, label), h("dd", {class: differs ? "changed" : null},
    code ? [h("span", {class: "num"}, text), copier(label, text)] : text || "（已删除）",
    differs && [h("span", {class: "tag warn"}, "本轮修改"), h("small", {}, old ? `原为：${old}` : "上一轮未填写")])];
}

function copier(label, text) {
  if (!navigator.clipboard || !text) return null;
  const button = h("button", {type: "button", class: "link", "aria-label": `复制${label} ${text}`}, "复制");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = "已复制";
  });
  return button;
}

function pictures({uploads}, change) {
  if (!uploads.length) return null;
  const buttons = uploads.map((id, place) => h("button", {type: "button", class: "picture-link", "data-show-picture": id},
    `图片 ${place + 1}`, change.pictures.has(id) && h("span", {class: "tag warn"}, "新")));
  return h("p", {class: "picture-links"}, buttons, change.gone > 0 && h("span", {class: "quiet"}, `本轮删除 ${change.gone} 张`));
}
