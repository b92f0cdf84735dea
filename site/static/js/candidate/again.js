// Signs in again where one stands; what was under way goes on. Fetched on its own, when a session has ended.
import {openDialog} from "../core/dialog.js";
import {h} from "../core/dom.js";
import {signInForm} from "./sign-in-form.js";
import {learn} from "./who.js";

// Resolves with true when signed in, with false when put off; another person starts at home.
export function signInHere(template) {
  return new Promise((resolve) => {
    const form = document.importNode(template.content, true).querySelector("form");
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
