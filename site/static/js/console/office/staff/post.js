// The fields that say what a colleague may do, and where: the role, and the whole city or schools by name.
import {all, h, one, show} from "../../../core/dom.js";

// `prefix` of the ids; `now` = {role, schools} as it stands
export function postFields(prefix, {roles, schools}, now) {
  const role = h("select", {id: `${prefix}-role`}, !now && h("option", {value: ""}, "请选择"),
    roles.map(([value, text]) => h("option", {value, selected: Boolean(now) && now.role === value}, text)));
  const boxes = h("fieldset", {class: "field", id: `${prefix}-schools`}, h("legend", {}, "哪些主考学校"),
    h("div", {class: "ticks many"}, schools.map(([code, name]) => h("label", {class: "check"},
      h("input", {type: "checkbox", value: code, checked: Boolean(now) && now.schools.includes(code)}), h("span", {}, name)))));
  const place = (value, text, checked) => h("label", {class: "check"}, h("input", {type: "radio", name: `${prefix}-scope`, value, checked}), h("span", {}, text));
  const scope = h("fieldset", {class: "field", id: `${prefix}-scope`}, h("legend", {}, "范围"),
    place("city", "全部主考学校", Boolean(now) && !now.schools.length), place("school", "主考学校", Boolean(now) && now.schools.length > 0));
  const chosen = () => one("input:checked", scope);
  const follow = () => show(boxes, Boolean(chosen()) && chosen().value === "school");
  scope.addEventListener("change", follow);
  follow();
  const codes = () => (boxes.hidden ? [] : all("input:checked", boxes).map((box) => box.value));
  return {
    nodes: [h("div", {class: "field"}, h("label", {for: role.id}, "角色"), role), scope, boxes],
    read: () => ({role: role.value, schools: codes()}),
    faults: () => [
      !role.value && {id: role.id, message: "请选择角色"},
      !chosen() && {id: scope.id, message: "请选择范围"},
      !boxes.hidden && !codes().length && {id: boxes.id, message: "请选择至少一所主考学校"},
    ].filter(Boolean),
    ids: {role: role.id, schools: boxes.id},
  };
}
