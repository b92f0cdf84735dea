// First use of an account: the link carries a token behind #, which no server log ever sees.
import {send} from "../core/api.js";
import {busy} from "../core/busy.js";
import {fill, focusOn, h, one, show} from "../core/dom.js";
import {clearErrors, showErrors} from "../core/errors.js";
import {answered, keyFor} from "../core/kept-keys.js";
import {start} from "../core/start.js";
import {words} from "../core/words.js";
import {codeFault, digits, missing} from "./shared/fields.js";

const PATH = "/api/review/enrolment";

async function enrol(root) {
  const token = new URLSearchParams(location.hash.slice(1)).get("token") || "";
  if (!token) return refuse(root, "链接不完整，请使用管理员发给您的完整链接打开本页");
  try {
    const found = await send("POST", PATH, {token}, {asGuest: true});
    draw(root, found);
    one("form", root).addEventListener("submit", (event) => {
      event.preventDefault();
      busy(one("[type=submit]", root), "正在启用…", () => confirm(root, token));
    });
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    refuse(root, sentence(problem), problem.status === 0 || problem.status >= 500);
  }
  return undefined;
}

function sentence(problem) {
  const gone = [400, 401, 403, 404, 409].includes(problem.status) && !problem.message;
  return gone ? "启用链接无效或已过期，请联系管理员重新发放" : words(problem);
}

function refuse(root, text, again) {
  const retry = h("button", {type: "button", class: "btn", onclick: () => location.reload()}, "重试");
  const heading = h("h1", {}, "暂时不能启用");
  fill(root, h("section", {class: "card call"}, heading, h("p", {}, text),
    h("div", {class: "actions"}, again && retry, h("a", {class: again ? "btn second" : "btn", href: "/"}, "去登录"))));
  focusOn(heading);
}

function draw(root, found) {
  one("[data-name]", root).textContent = `${found.name}（账号 ${found.account}）`;
  one("#enrol-account", root).value = found.account;
  one("[data-qr]", root).append(h("img", {src: pictureOf(found.qr), alt: "登记动态验证码的二维码，不能扫码时请输入下面的密钥"}));
  fill(one("[data-secret]", root), found.secret.match(/.{1,4}/g).map((part) => h("span", {}, part)));
  const copy = one("[data-copy]", root);
  show(copy, Boolean(navigator.clipboard));
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(found.secret);
    one("[data-copied]", root).textContent = "已复制";
  });
  show(one("[data-loading]", root), false);
  show(one("form", root), true);
}

// As a blob: the page's policy forbids data: addresses
function pictureOf(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], {type: "image/png"}));
}

async function confirm(root, token) {
  const form = one("form", root);
  clearErrors(form);
  const [number, first, second, code] = ["#enrol-number", "#new-password", "#same-password", "#enrol-code"].map((id) => one(id, form));
  const faults = missing(form, [["enrol-number", "请输入证件号码"], ["new-password", "请输入新密码"], ["same-password", "请再次输入新密码"]]);
  if (second.value && first.value !== second.value) faults.push({id: "same-password", message: "两次输入的密码不一样，请重新输入"});
  faults.push(...codeFault(code));
  if (showErrors(form, faults)) return;
  try {
    const typed = {id_number: number.value, password: first.value, code: digits(code)};
    await send("POST", `${PATH}/confirm`, {token, ...typed}, {key: keyFor("enrolment"), asGuest: true});
    answered("enrolment");
    done(root);
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    if (problem.status) answered("enrolment");
    code.value = "";
    showErrors(form, faultsOf(problem));
  }
}

function faultsOf(problem) {
  const ids = {id_number: "enrol-number", password: "new-password", code: "enrol-code"};
  const named = problem.fields.map((fault) => ({id: ids[fault.field], message: fault.message}));
  return named.length ? named : [{message: sentence(problem)}];
}

function done(root) {
  history.replaceState(null, "", location.pathname);
  const heading = h("h1", {}, "账号已启用");
  fill(root, h("section", {class: "card good"}, heading,
    h("p", {}, "以后请用账号、新密码和身份验证器应用上的动态验证码登录。"),
    h("div", {class: "actions"}, h("a", {class: "btn", href: "/"}, "去登录"))));
  focusOn(heading);
}

start({enrol});
