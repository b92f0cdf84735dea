// Up to three majors to compare with, found by name, code or province.
import {busy} from "../core/busy.js";
import {all, fill, h, newId} from "../core/dom.js";

const MOST = 3;
const SHOWN = 9;

const written = (text) => text.toLowerCase().replace(/[\s()（）]/g, "");

// `again(ids)` compares with what is ticked
export function picker(majors, chosen, again) {
  const ids = new Set(chosen.filter((id) => majors.some((major) => major.plan_id === id)));
  const list = h("div", {class: "ticks many"});
  const count = h("p", {class: "quiet", role: "status"});
  const search = h("input", {type: "search", id: newId("find"), autocomplete: "off", enterkeyhint: "search", oninput: listed});
  const button = h("button", {type: "submit", class: "btn"}, "比较所选专业");

  function listed() {
    const wanted = written(search.value);
    const matches = majors.filter((major) => !ids.has(major.plan_id) && written(`${major.major_name}${major.level}${major.major_code}${major.province}${major.version}`).includes(wanted));
    const picked = majors.filter((major) => ids.has(major.plan_id));
    fill(list, [...picked, ...matches.slice(0, SHOWN)].map((major) => tick(major, ids)));
    const more = matches.length - SHOWN;
    tell(!matches.length ? "没有找到这个专业，请换个名称或代码。" : more > 0 ? `还有 ${more} 份计划没有列出，请输入名称或代码查找。` : "");
  }
  function tell(text) {
    const full = ids.size >= MOST;
    count.textContent = `已选 ${ids.size} 份，最多 ${MOST} 份。${full ? "要换一份，请先取消一份。" : text || ""}`;
    all("input", list).forEach((box) => {
      box.disabled = full && !box.checked;
    });
  }
  list.addEventListener("change", ({target}) => {
    if (target.checked) ids.add(target.value);
    else ids.delete(target.value);
    target.closest(".tick").classList.toggle("on", target.checked);
    tell("");
  });
  listed();
  const submit = (event) => {
    event.preventDefault();
    busy(button, "正在比较…", () => again([...ids]));
  };
  return h("form", {method: "post", onsubmit: submit},
    h("div", {class: "field"}, h("label", {for: search.id}, "查找专业"), h("p", {class: "hint"}, "输入专业名称、代码或省份，例如 会计、120203"), search),
    h("fieldset", {class: "field"}, h("legend", {}, "勾选要比较的专业"), list),
    count,
    h("div", {class: "actions"}, button));
}

function tick(major, ids) {
  const on = ids.has(major.plan_id);
  return h("label", {class: `tick ${on ? "on" : ""}`},
    h("input", {type: "checkbox", value: major.plan_id, checked: on}),
    h("b", {}, `${major.major_name}（${major.level}）`),
    h("span", {class: "tag"}, major.province),
    h("small", {}, `${major.major_code} · ${major.version}`));
}
