// The sign-in page of the console.
import {busy, clearErrors, one, start, tab} from "../core.js";
import {signIn} from "./shared/sign-in.js";

const IDS = {account: "account", password: "password", code: "code"};

function signInPage(form) {
  const known = tab.get("reviewer");
  if (known && known.account) one("#account", form).value = known.account;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearErrors(form);
    const who = await busy(one("[type=submit]", form), "登录中…", () => signIn(form, IDS));
    if (who) location.assign("/queue/");
  });
}

start({"sign-in": signInPage});
