// The picture with five digits: fetched when the form is first touched, renewed on demand and when it has expired.
import {send} from "../core/api.js";
import {fill, h, one} from "../core/dom.js";
import {now} from "../core/time.js";
import {words} from "../core/words.js";

const LIFE = 120000;

export function captchaOf(form) {
  const [frame, status] = [one("[data-captcha]", form), one("[data-captcha-status]", form)];
  const input = form.elements.captcha;
  let [held, url, waiting] = [null, "", null];

  function renew() {
    if (!waiting) {
      waiting = fetchOne().finally(() => {
        waiting = null;
      });
    }
    return waiting;
  }

  async function fetchOne() {
    input.value = "";
    fill(frame, "加载中…");
    try {
      const answer = await send("POST", "/api/session/captcha", {}, {asGuest: true});
      held = {id: answer.id, until: Math.min(answer.expires || Infinity, now() + LIFE)};
      URL.revokeObjectURL(url);
      url = URL.createObjectURL(new Blob([bytesOf(answer.picture)], {type: "image/png"}));
      fill(frame, h("img", {src: url, alt: "验证码图片", width: 120, height: 48}));
      return true;
    } catch (problem) {
      held = null;
      fill(frame, "点击重试");
      status.textContent = problem.status === undefined ? "" : words(problem);
      return false;
    }
  }

  async function again() {
    status.textContent = "";
    if (await renew()) status.textContent = "已换一张";
    input.focus();
  }

  const isStale = () => !held || held.until <= now();
  form.addEventListener("focusin", () => frame.isConnected && isStale() && renew());
  frame.addEventListener("click", again);
  one("[data-renew]", form).addEventListener("click", again);
  if (form.contains(document.activeElement)) renew();
  const answers = () => ({captcha_id: held.id, captcha: input.value.trim()});
  return {asks: {captcha: "请填写验证码"}, renew, isStale, answers};
}

function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
