// A queue's table rows. On narrow screens each row is a card: its cells name themselves.
import {h} from "../../core/dom.js";
import {day, now} from "../../core/time.js";
import {businessName} from "../shared/businesses.js";
import {caseAddress} from "../shared/case-place.js";

const FLAGS = {
  duplicate: ["bad", "疑似重复"],
  duplicate_number: ["bad", "编号重复"],
  duplicate_picture: ["bad", "图片重复"],
  checks: ["warn", "自动检查未过"],
  resubmitted: ["brand", "补正返回"],
};

export function waited(since) {
  const minutes = Math.max(0, Math.floor((now() - since) / 60000));
  if (minutes < 60) return `${minutes} 分钟`;
  if (minutes < 1440) return `${Math.floor(minutes / 60)} 小时`;
  return `${Math.floor(minutes / 1440)} 天`;
}

const cell = (label, ...content) => h("td", {role: "cell", "data-label": label}, ...content);

export function flags(row) {
  const known = (row.flags || []).map((flag) => FLAGS[flag] || ["warn", flag]);
  if (row.holder_name) known.push(["", `${row.holder_name}正在审核`]);
  return known.map(([kind, text]) => h("span", {class: `tag ${kind}`}, text));
}

export function queueRow(row) {
  const marks = flags(row);
  return h("tr", {role: "row"},
    h("th", {role: "rowheader", scope: "row"},
      h("a", {href: caseAddress(row.id), class: "num", "data-row": row.id}, h("span", {class: "away"}, "审核 "), row.no)),
    cell("业务", row.title, h("span", {class: "quiet"}, ` ${businessName(row.business)} · ${row.stage_text}`)),
    cell("考生", h("span", {class: "nowrap"}, row.name_masked)),
    cell("准考证", h("span", {class: "num nowrap"}, row.ticket_masked)),
    cell("主考学校", row.school_name),
    cell("提交时间", h("span", {class: "num nowrap"}, day(row.submitted_at))),
    cell("轮次", h("span", {class: "nowrap"}, `第 ${row.round} 轮`)),
    cell("期限", row.deadline.text ? h("span", {class: `tag ${row.deadline.urgency}`}, row.deadline.text) : "—"),
    cell("等待时间", h("span", {class: "num nowrap"}, waited(row.since))),
    cell("标记", marks.length ? marks : h("span", {class: "quiet"}, "无")));
}
