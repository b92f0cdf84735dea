// Signs in again where one stands; what was under way goes on. Fetched on its own, when a session has ended.
import {Problem} from "../core/api.js";
import {openDialog} from "../core/dialog.js";
import {h, one} from "../core/dom.js";
import {signInForm} from "./sign-in-form.js";
import {learn} from "./who.js";

// Resolves with true when signed in, with false when put off; another person starts at home.
export async function signInHere() {
  const form = await loginForm();
  return new Promise((resolve) => {
    const end = (answer) => {
      sheet.close();
      resolve(answer);
    };
    const later = () => end(false);
    const sheet = openDialog({
      title: "请重新登录",
      body: [
        h("p", {}, "为了安全，长时间没有操作会退出登录。您填写的内容都在，登录后接着办理。"),
        form,
        h("p", {class: "actions"}, h("button", {type: "button", class: "link", onclick: later}, "以后再说")),
      ],
      closable: later,
    });
    signInForm(form, (answer) => {
      if (learn(answer)) end(true);
      else location.replace("/");
    });
  });
}

// The very form of the login page, so that no other page carries it. A parser of strings is closed to us by policy.
function loginForm() {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const lost = () => reject(new Problem(0, {code: "network", message: "网络不稳定，请检查网络后重试"}));
    request.responseType = "document";
    request.timeout = 15000;
    request.onload = () => (request.status === 200 ? resolve(document.importNode(one("[data-sign-in]", request.response), true)) : lost());
    request.onerror = lost;
    request.ontimeout = lost;
    request.open("GET", "/login/");
    request.send();
  });
}
