// The session has ended: sign in over the page, so that nothing typed is lost.
import {busy} from "../../core/busy.js";
import {openDialog} from "../../core/dialog.js";
import {h, one} from "../../core/dom.js";
import {clearErrors} from "../../core/errors.js";
import {device, tab} from "../../core/store.js";
import {codeField, summary, textField} from "./fields.js";
import {signIn} from "./sign-in.js";

const IDS = {account: "again-account", password: "again-password", code: "again-code"};
export async function signInAgain(send) {
  const before = tab.get("reviewer") || {};
  const who = await new Promise((resolve) => {
    const form = body(device.get("account") || "");
    const opened = openDialog({title: "登录已过期，请重新登录", body: form});
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      clearErrors(form);
      const found = await busy(one("[type=submit]", form), "登录中…", () => signIn(form, IDS, send));
      if (!found) return;
      opened.close();
      resolve(found);
    });
  });
  if (before.name && before.name !== who.name) location.reload();
}

function body(account) {
  return h("form", {method: "post", novalidate: true}, summary(),
    h("p", {}, "页面上的内容都在，登录后继续。"),
    textField(IDS.account, "账号", {autocomplete: "username", value: account, autofocus: !account}),
    textField(IDS.password, "密码", {type: "password", autocomplete: "current-password", autofocus: Boolean(account)}),
    codeField(IDS.code),
    h("div", {class: "actions"}, h("button", {class: "btn", type: "submit"}, "登录"), h("a", {class: "btn second", href: "/"}, "转到登录页")));
}
