// What a form asks of a person before the server looks at an account: the captcha, or in its place 无障碍验证.
import {banner, endBanner} from "../core/banner.js";
import {busy} from "../core/busy.js";
import {all, one} from "../core/dom.js";
import {later} from "../core/later.js";
import {captchaOf} from "./captcha.js";

// Gives the way in force: `asks` (fields and what is said when empty), `isStale`, `renew`, `answers(purpose, number)`.
export function gateOf(form) {
  const box = one("[data-gate]", form);
  const [picture, parts] = [captchaOf(form), all(":scope > *", box)];
  let way = picture;

  const instead = () => {
    box.replaceChildren(...parts);
    way = picture;
    form.elements.captcha.focus();
  };

  async function other(script) {
    const module = await later(script).catch(() => null);
    if (!module) banner("work", "warn", "网络不稳定，请稍后再试");
    else {
      endBanner("work");
      way = module.workIn(box, instead);
    }
  }

  // Meanwhile nothing is sent: a form sent too soon would miss the digits of a picture that goes
  const [button, submit] = [one("[data-script]", box), one("[data-submit]", form)];
  button.addEventListener("click", () => busy(submit, "正在准备…", () => other(button.dataset.script)));
  return () => way;
}
