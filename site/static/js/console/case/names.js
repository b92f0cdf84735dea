// How stages, outcomes and credentials read.
import {one} from "../../core/dom.js";
import {month} from "../../core/time.js";

export const STAGES = {school: "学校初审", city: `${document.body.dataset.office}终审`};
export const OUTCOMES = {pass: "通过", approve: "通过", return: "退回补正", reject: "不通过"};
export const OUTCOME_KINDS = {pass: "ok", approve: "ok", return: "warn", reject: "bad"};
export const STATE_KINDS = {returned: "warn", rejected: "bad", approved: "ok"};

export const passLabel = (stage) => `${STAGES[stage] || ""}通过`;

const listed = (id) => one("[data-names]").content.getElementById(id);
const typeOf = (credential) => listed(`t-${credential.type}`) || {textContent: credential.type || "未选择类型", dataset: {}};

export const typeName = (credential) => typeOf(credential).textContent;

export const credentialTitle = (credential, index) => `凭证 ${index + 1} · ${typeName(credential)}`;

// The rows a credential is read in: [label, field names, text]; a row without text is left out where it never had any.
export function rowsOf(credential) {
  const {number, level} = typeOf(credential).dataset;
  const province = listed(`p-${credential.province}`);
  const date = credential.year ? month(`${credential.year}-${(credential.month || "").padStart(2, "0")}`) : "";
  return [
    ["凭证", ["type"], typeName(credential)],
    [level || "级别层次", ["level"], credential.level || ""],
    [number || "编号", ["number"], credential.number || ""],
    ["获取时间", ["year", "month"], date],
    ["获取省份", ["province"], province ? province.textContent : credential.province || ""],
    ["备注", ["note"], credential.note || ""],
  ];
}
