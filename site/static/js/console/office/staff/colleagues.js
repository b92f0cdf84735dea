// The register of staff. What is done about a colleague opens below his line.
import {h} from "../../../core/dom.js";
import {moving} from "./moving.js";
import {parting} from "./parting.js";

const STATES = {enrolled: ["ok", "已启用"], invited: ["warn", "等待启用"], out: ["", "已停用"]};

// `then` = {asked(): after something was asked for, gone(): after somebody was let go}
export function colleagues(staff, choices, then) {
  return h("div", {class: "card"}, h("ul", {class: "plain"}, staff.map((one) => line(one, choices, then))));
}

function line(one, choices, then) {
  const [kind, text] = STATES[one.state];
  return h("li", {class: "row"},
    h("div", {}, h("p", {}, h("b", {}, one.name), " ", h("span", {class: "quiet"}, one.account)),
      h("p", {class: "quiet"}, `${one.role_text} · ${one.scope_text}${one.organisation === one.scope_text ? "" : ` · ${one.organisation}`}`)),
    h("span", {class: `tag ${kind}`}, text),
    one.is_self ? h("p", {class: "quiet line"}, "本人的账号由另一位考籍管理人员办理。") : more(one, choices, then));
}

// Made when it is first opened: a register has many lines
function more(one, choices, then) {
  const details = h("details", {class: "line more"}, h("summary", {}, "变更或停用", h("span", {class: "away"}, `：${one.name}`)));
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(h("div", {}, moving(one, choices, then.asked), parting(one, then)));
  });
  return details;
}
