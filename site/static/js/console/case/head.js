// The case's line in the header: what it is, where it stands, and its neighbours in the list it was opened from.
import {fill, h, one, show} from "../../core/dom.js";
import {clock} from "../../core/time.js";
import {businessName} from "../shared/businesses.js";
import {caseAddress, neighbours, registerAddress} from "../shared/case-place.js";
import {FEES, STATE_KINDS, isLive} from "./names.js";

export function drawHead(found) {
  document.title = `${found.title} - 审核`;
  one("[data-title]").textContent = found.title;
  const live = isLive(found);
  const [kind, fee] = (live && FEES[found.fee]) || [];
  fill(one("[data-tags]"),
    h("span", {class: "tag"}, businessName(found.business)),
    h("span", {class: `tag ${live ? "brand" : STATE_KINDS[found.state] || ""}`}, live ? found.stage_text : found.state_text),
    live && found.due.text && h("span", {class: `tag ${found.due.urgency}`}, found.due.text),
    fee && h("span", {class: `tag ${kind}`}, fee),
    h("span", {class: "tag brand"}, `第 ${found.round} 轮`));
  const {before, after} = neighbours(found.id);
  link("[data-before]", before && caseAddress(before));
  link("[data-after]", after && caseAddress(after));
  link("[data-register-link]", found.business === "graduation" && registerAddress(found.id));
}

function link(selector, address) {
  const element = one(selector);
  show(element, Boolean(address));
  if (address) element.href = address;
}

export function drawUntil(until) {
  show(one("[data-hold]"), Boolean(until));
  if (until) one("[data-until]").textContent = `由您占用至 ${clock(until)}`;
}
