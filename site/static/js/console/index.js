// The sign-in page of the console.
import {send} from "../core/api.js";
import {busy} from "../core/busy.js";
import {one} from "../core/dom.js";
import {clearErrors} from "../core/errors.js";
import {start} from "../core/start.js";
import {device, tab} from "../core/store.js";
import {signIn} from "./shared/sign-in.js";

const IDS = {account: "account", password: "password", code: "code"};

function signInPage(form) {
  one("#account", form).value = device.get("account") || "";
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearErrors(form);
    const who = await busy(one("[type=submit]", form), "登录中…", () => signIn(form, IDS, send));
    if (!who) return;
    const after = tab.get("after");
    tab.drop("after");
    location.assign(after || (who.role === "office" ? "/office/windows/" : "/queue/"));
  });
  one("[type=submit]", form).disabled = false;
}

start({"sign-in": signInPage});
