// A credential as people read it. Names come from the page's own lists: the form's options, or the data of <main>.
import {all, h, one} from "../core/dom.js";

function names() {
  const source = one("#names");
  const options = source ? all("option", source.content) : all("option", one("#credential").content);
  return new Map(options.map((option) => [option.value, option]));
}

let known = null;

// The name of a type of credential or of a province
export function nameOf(code) {
  known = known || names();
  return known.has(code) ? known.get(code).textContent : code;
}

export function credentialFacts(credential) {
  const {level, number, year, month, province, note, uploads} = credential;
  const lines = [
    ["凭证", [nameOf(credential.type), level].filter(Boolean).join(" · ")],
    ["编号", number],
    ["获取凭证时间", year && `${year}年${String(month).padStart(2, "0")}月`],
    ["获取凭证省份", province && nameOf(province)],
    ["备注", note],
    ["附件", `${uploads.length} 张`],
  ];
  return h("dl", {class: "facts"}, lines.filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {class: name === "编号" ? "num" : ""}, value)]));
}
