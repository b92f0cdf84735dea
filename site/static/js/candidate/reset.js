// 忘记密码: by a code sent to the reset mobile, or by one from the desk of the 主考学校.
import {configure, send} from "../core/api.js";
import {busy} from "../core/busy.js";
import {all, one, show} from "../core/dom.js";
import {clearErrors, showErrors} from "../core/errors.js";
import {network, watchNetwork} from "../core/network.js";
import {wordsWithRef} from "../core/words.js";
import {gateOf} from "./gate.js";
import {faultsOf, newPassword} from "./new-password.js";
import {learn} from "./who.js";

const SENT = "如果这个证件号码登记了重置用手机，验证码短信已经发出，10 分钟内有效。没有收到时请核对证件号码，1 分钟后可以重新发送，或者改用重置码。";

export function reset(form) {
  configure({network});
  watchNetwork();
  const [gate, password] = [gateOf(form), newPassword("reset")];
  const [number, code, status] = [form.elements.id, form.elements.code, one("[data-sent]", form)];
  one("[data-new-password]", form).replaceWith(...password.fields);
  let sent = false;

  const way = () => form.elements.way.value;
  const typed = () => number.value.replace(/\s/g, "").toUpperCase();
  const named = () => (typed() ? [] : [{id: number.id, message: "请填写证件号码"}]);
  const coded = () => (code.value.trim() ? [] : [{id: code.id, message: way() === "sms" ? "请填写短信验证码" : "请填写重置码"}]);
  const human = () => Object.entries(gate().asks).filter(([name]) => !form.elements[name].value.trim()).map(([name, message]) => ({id: form.elements[name].id, message}));
  const asked = () => (way() === "sms" ? (sent ? [...named(), ...coded(), ...password.faults()] : [...named(), ...human()]) : [...named(), ...human(), ...coded(), ...password.faults()]);
  const recheck = (id) => (asked().find((fault) => fault.id === id) || {message: ""}).message;

  // What the chosen way needs now; the captcha goes before a message, or with a code of the desk
  function draw() {
    const bySms = way() === "sms";
    show(one("[data-gate-box]", form), !(bySms && sent));
    show(one("[data-rest]", form), !bySms || sent);
    show(one("[data-again]", form), bySms && sent);
    one("[data-code-label]", form).textContent = bySms ? "短信验证码" : "重置码";
    one("[data-code-hint]", form).textContent = bySms ? "6 位数字" : "主考学校窗口签发，12 位，只能用一次";
    name();
    status.textContent = bySms && sent ? SENT : "";
    clearErrors(form);
  }

  const asks = () => way() === "sms" && !sent;
  const name = () => {
    one("[data-submit]", form).textContent = asks() ? "发送验证码" : "重置密码并登录";
  };

  async function submit() {
    if (showErrors(form, asked(), recheck)) return;
    clearErrors(form);
    const needsGate = !(way() === "sms" && sent);
    if (needsGate && gate().isStale()) {
      await gate().renew();
      showErrors(form, [{id: form.elements.captcha.id, message: "验证码已过期，已为您更换，请重新输入"}], recheck);
      return;
    }
    try {
      const body = {id_number: typed(), ...(needsGate ? await gate().answers("reset", typed()) : {})};
      await (asks() ? ask(body) : finish(body));
    } catch (problem) {
      await refused(problem, needsGate);
    }
  }

  async function ask(body) {
    await send("POST", "/api/session/reset/code", body, {asGuest: true, tries: 1});
    sent = true;
    draw();
    code.focus();
  }

  async function finish(body) {
    const more = {way: way(), code: code.value.trim(), password: password.value()};
    learn(await send("POST", "/api/session/reset", {...body, ...more}, {asGuest: true, tries: 1}));
    location.replace("/");
  }

  async function refused(problem, needsGate) {
    if (problem.status === undefined) throw problem;
    if (needsGate) await gate().renew();
    showErrors(form, faultsOf(problem, {password: "reset-new"}, {title: "重置未成功", message: wordsWithRef(problem)}));
  }

  one("[data-again]", form).addEventListener("click", () => {
    sent = false;
    gate().renew();
    draw();
  });
  for (const radio of all("[name=way]", form)) radio.addEventListener("change", draw);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    busy(one("[data-submit]", form), asks() ? "正在发送…" : "正在重置…", submit).then(name);
  });
  one("[data-submit]", form).disabled = false;
  draw();
}
