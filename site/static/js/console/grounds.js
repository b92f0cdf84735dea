// 审核依据: what a pass stands on besides what was sent, as it is now or as the approval kept it.
import {fill, h} from "../core/dom.js";
import {day} from "../core/time.js";
import {graduationGrounds} from "./grounds/graduation.js";
import {arrivalGrounds} from "./grounds/transfer-in.js";
import {transferGrounds} from "./grounds/transfer.js";

const GROUNDS = {graduation: graduationGrounds, transfer_in: arrivalGrounds, transfer_out: transferGrounds};

// `content`: of the round
export function drawGrounds(place, {business, grounds, title}, content) {
  const {at, body, digest, plan_rev: revision} = grounds;
  fill(place,
    h("h3", {}, at ? "审核通过时的依据" : "审核依据", at && h("span", {class: "tag ok"}, "已存档")),
    GROUNDS[business](body, content, title),
    at && h("p", {class: "quiet"}, `${day(at)} 审核通过时保存，以后成绩或计划的变化不影响此件。${revision ? `计划第 ${revision} 次修订，` : ""}校验码 `, h("span", {class: "num"}, digest.slice(0, 16))));
}
