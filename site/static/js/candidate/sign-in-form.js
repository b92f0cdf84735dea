// 证件号码, 密码, 验证码: used by the login page and by the dialog that signs in again.
import {send} from "../core/api.js";
import {busy} from "../core/busy.js";
import {one} from "../core/dom.js";
import {clearErrors, showErrors} from "../core/errors.js";
import {wordsWithRef} from "../core/words.js";
import {gateOf} from "./gate.js";

const ASKED = {id: "请填写证件号码", password: "请填写密码"};

// `activate(number, answer)` goes on after an initial password, where the page can
export function signInForm(form, done, activate) {
  const field = (name) => form.elements[name];
  const gate = gateOf(form);
  reveal(form);
  field("id").addEventListener("blur", () => {
    field("id").value = cleaned(field("id").value);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    busy(one("[data-submit]", form), "登录中…", submit);
  });
  one("[data-submit]", form).disabled = false;

  const asked = () => ({...ASKED, ...gate().asks});
  const missing = (name) => (field(name).value.trim() ? "" : asked()[name]);
  const recheck = (id) => missing(id.slice(form.dataset.signIn.length + 1));

  async function submit() {
    clearErrors(form);
    const faults = Object.keys(asked()).filter(missing).map((name) => ({id: field(name).id, message: asked()[name]}));
    if (showErrors(form, faults, recheck)) return;
    if (gate().isStale()) {
      await gate().renew();
      showErrors(form, [{id: field("captcha").id, message: "验证码已过期，已为您更换，请重新输入"}], recheck);
      return;
    }
    try {
      await done(await send("POST", "/api/session", await answers(), {asGuest: true}));
    } catch (problem) {
      await refused(problem);
    }
  }

  async function answers() {
    const number = cleaned(field("id").value);
    return {id_number: number, password: field("password").value, ...(await gate().answers("login", number))};
  }

  async function refused(problem) {
    if (problem.status === undefined) throw problem;
    if (problem.code === "activation_required" && activate) return activate(cleaned(field("id").value), problem.answer);
    if (problem.code !== "captcha_wrong" && problem.status === 401) field("password").value = "";
    await gate().renew();
    return showErrors(form, [{title: "登录未成功", message: wordsWithRef(problem)}]);
  }
}

const cleaned = (text) => text.replace(/\s/g, "").toUpperCase();

function reveal(form) {
  const button = one("[data-reveal]", form);
  const input = form.elements.password;
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.textContent = shown ? "隐藏" : "显示";
    button.setAttribute("aria-pressed", String(shown));
  });
}
