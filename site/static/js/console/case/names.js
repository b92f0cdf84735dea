// How stages, outcomes and credentials read.
import {month} from "../../core.js";

export const STAGES = {school: "学校初审", city: "市考办终审"};
export const OUTCOMES = {pass: "通过", approve: "通过", return: "退回补正", reject: "不通过"};
export const OUTCOME_KINDS = {pass: "ok", approve: "ok", return: "warn", reject: "bad"};
export const STATE_KINDS = {returned: "warn", rejected: "bad", approved: "ok"};

const AFTER = {school: "通过后转市考办终审", city: "通过后课程即免考，计入考生成绩记录"};

export const passLabel = (stage) => `${STAGES[stage] || ""}通过`;

export const afterPass = (found) => found.next_stage_text || AFTER[found.stage] || "";

export const typeName = (credential) => credential.type_name || credential.type || "未选择类型";

export const credentialTitle = (credential, index) => `凭证 ${index + 1} · ${typeName(credential)}`;

// The rows a credential is read in: [label, field names, text]; a row without text is left out where it never had any.
export function rowsOf(credential) {
  const date = credential.year ? month(`${credential.year}-${(credential.month || "").padStart(2, "0")}`) : "";
  return [
    ["凭证", ["type"], typeName(credential)],
    [credential.level_label || "级别层次", ["level"], credential.level || ""],
    [credential.number_label || "编号", ["number"], credential.number || ""],
    ["获取时间", ["year", "month"], date],
    ["获取省份", ["province"], credential.province_name || credential.province || ""],
    ["备注", ["note"], credential.note || ""],
  ];
}
