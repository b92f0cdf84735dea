// Signing in with account, password and code; the same on its page and in the dialog.
import {one} from "../../core/dom.js";
import {showErrors} from "../../core/errors.js";
import {device, tab} from "../../core/store.js";
import {words} from "../../core/words.js";
import {codeFault, digits, missing} from "./fields.js";

export async function signIn(form, ids, send) {
  const input = (name) => one(`#${ids[name]}`, form);
  const faults = [
    ...missing(form, [[ids.account, "请输入账号"], [ids.password, "请输入密码"]]),
    ...codeFault(input("code")),
  ];
  if (showErrors(form, faults)) return null;
  try {
    const account = input("account").value.trim();
    const body = {account, password: input("password").value, code: digits(input("code"))};
    const who = await send("POST", "/api/review/session", body, {asGuest: true});
    tab.set("reviewer", who);
    device.set("account", account);
    return who;
  } catch (problem) {
    if (problem.status === 401) input("password").value = "";
    input("code").value = "";
    showErrors(form, [{message: sentence(problem)}]);
    return null;
  }
}

function sentence(problem) {
  if (problem.status === 401 && !problem.message) return "账号、密码或动态验证码错误，请重新输入";
  return words(problem);
}
