// A password of one's own, typed twice: the same two fields wherever one is chosen.
import {h} from "../core/dom.js";

const SHORTEST = 10;
const HINT = `${SHORTEST} 个字符以上，可以是一句好记的话；不要包含证件号码、准考证号、姓名，也不要与其他网站相同`;

// `key` begins the ids. Gives the fields, `faults()` of what is typed, and `value()`.
export function newPassword(key) {
  const input = (id, more) => h("input", {id, name: id, type: "password", autocomplete: "new-password", ...more});
  const [newId, sameId] = [`${key}-new`, `${key}-same`];
  const first = input(newId, {"aria-describedby": `${newId}-hint`, "data-describedby": `${newId}-hint`});
  const second = input(sameId);
  const button = h("button", {type: "button", class: "btn second", "aria-pressed": "false", "aria-label": "显示密码", onclick: reveal}, "显示");

  function reveal() {
    const shown = first.type === "password";
    for (const one of [first, second]) one.type = shown ? "text" : "password";
    button.textContent = shown ? "隐藏" : "显示";
    button.setAttribute("aria-pressed", String(shown));
  }

  function faults() {
    if (!first.value) return [{id: newId, message: "请填写新密码"}];
    const short = Array.from(first.value).length < SHORTEST;
    return [
      short && {id: newId, message: `新密码至少 ${SHORTEST} 个字符`},
      first.value !== second.value && {id: sameId, message: second.value ? "两次填写的密码不一样，请重新填写" : "请再次填写新密码"},
    ].filter(Boolean);
  }

  const fields = [
    h("div", {class: "field"},
      h("label", {for: newId}, "新密码"),
      h("p", {class: "hint", id: `${newId}-hint`}, HINT),
      h("div", {class: "with-button"}, first, button)),
    h("div", {class: "field"}, h("label", {for: sameId}, "再次填写新密码"), second),
  ];
  return {fields, faults, value: () => first.value};
}

// What the server says of a new password stands at its field
export function faultsOf(problem, ids, otherwise) {
  const named = problem.fields.map(({field, message}) => ({id: ids[field], message})).filter(({id}) => id);
  return named.length ? named : [otherwise];
}
