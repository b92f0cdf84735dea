// 名单导出: which applications, what for; a large list is asked for here and granted by somebody else.
import {busy} from "../../core/busy.js";
import {all, fill, focusOn, h, one} from "../../core/dom.js";
import {clearErrors, showErrors} from "../../core/errors.js";
import {start} from "../../core/start.js";
import {frame} from "../shared/frame.js";
import {connect, writeOffice} from "../shared/review.js";
import {terms} from "../shared/terms.js";
import {admitted} from "./shared/admitted.js";
import {showAsks} from "./shared/asks.js";
import {faultsOf} from "./shared/faults.js";
import {saveGiven} from "./shared/save.js";

const NAMES = ["business", "term", "list", "school", "notice", "purpose", "form"];
const IDS = Object.fromEntries(NAMES.map((name) => [name, `export-${name}`]));
const TERMS = 8;

async function exports(root) {
  connect();
  const who = await admitted(root, ({role}) => ["office", "supervisor"].includes(role), "名单由考籍管理人员和审核负责人导出。");
  if (!who) return undefined;
  const form = one("form", root);
  const again = showAsks(one("[data-asks]", root));
  fill(one("#export-term", form), terms(TERMS).map(([value, text]) => h("option", {value}, text)));
  keepScope(one("#export-school", form), who.scope);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const order = Object.fromEntries(new FormData(form));
    if (!showErrors(form, purposeFaults(form, order))) busy(one("[type=submit]", form), "正在导出…", () => take({form, place: one("[data-result]", root), again}, order));
  });
  one("[type=submit]", form).disabled = false;
  return again();
}

// One's own schools only
function keepScope(select, {kind, schools}) {
  if (kind === "city") return;
  all("option", select).forEach((option) => option.value && !schools.includes(option.value) && option.remove());
}

function purposeFaults(form, {purpose}) {
  const {least, most} = form.dataset;
  const {length} = purpose.trim();
  if (length >= Number(least) && length <= Number(most)) return [];
  return [{id: IDS.purpose, message: `请写明用途，${least} 至 ${most} 字，您填写了 ${length} 字`}];
}

async function take({form, place, again}, order) {
  clearErrors(form);
  fill(place);
  try {
    const {rows, file, ask} = await writeOffice("exports", order);
    if (file && rows) saveGiven(file);
    const heading = h("h2", {}, ask ? "须由另一位考籍管理人员批准" : rows ? `已导出 ${rows} 件` : "没有符合条件的申请");
    fill(place, h("section", {class: `card ${ask || !rows ? "calm" : "good"}`}, heading, ask ? asked(form, rows) : rows ? saved(file) : h("p", {}, "没有下载文件。请检查业务、学期和状态。")));
    focusOn(heading);
    if (ask) await again();
  } catch (problem) {
    showErrors(form, faultsOf(problem, IDS));
  }
}

const number = (count) => Number(count).toLocaleString("en");

const asked = ({dataset: {large, month}}, rows) => h("p", {}, `符合条件的有 ${number(rows)} 件，${rows > large ? "" : "连同您已经导出的，"}超过一人每天 ${large} 件${rows > large ? "" : `或每 30 天 ${number(month)} 件`}。请求已提出，三天内有效；批准后 30 分钟内，在下面“须由另一位同事批准”处下载，之后提交的申请不在其中。`);

const saved = (file) => [
  h("p", {}, file.name),
  h("p", {class: "quiet"}, "文件校验值 ", h("span", {class: "num"}, file.sha256.slice(0, 16)), "，已记录。"),
  h("div", {class: "actions"}, h("button", {type: "button", class: "btn second", onclick: () => saveGiven(file)}, "再次保存这个文件"))];

start({frame, exports});
