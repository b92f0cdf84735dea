// 无障碍验证: the browser counts instead of the person reading digits. Fetched when it is asked for.
import {send} from "../core/api.js";
import {fill, h, newId, one} from "../core/dom.js";
import {hasher} from "./sha256.js";

const SLICE = 30;

// Takes the place of the picture in `box`; `instead` brings the picture back.
export function workIn(box, instead) {
  const id = newId("work");
  const bar = h("progress", {max: 100, value: 0, hidden: true, "aria-labelledby": id});
  const status = h("p", {class: "hint", role: "status"});
  fill(box,
    h("p", {class: "label", id}, "无障碍验证"),
    h("p", {class: "hint"}, "不需要看图片：提交时由本机自动计算几秒钟，代替验证码。"),
    bar, status,
    h("p", {class: "hint"}, h("button", {type: "button", class: "link", onclick: instead}, "改用图片验证码")));
  one("button", box).focus();

  let said = 0;
  const tell = (share) => {
    bar.value = Math.round(share * 100);
    if (bar.value < said + 25) return;
    said = bar.value - (bar.value % 25);
    status.textContent = said < 100 ? `正在验证，已完成 ${said}%` : "验证完成，正在提交";
  };

  async function answers(purpose, number) {
    [bar.hidden, bar.value, said] = [false, 0, 0];
    status.textContent = "正在验证，请稍候";
    const {challenge, most} = await send("POST", "/api/session/work", {purpose, id_number: number}, {asGuest: true});
    const solution = await solved(challenge.parameters, most, tell);
    tell(1);
    return {work: btoa(JSON.stringify({challenge, solution}))};
  }

  const renew = async () => {
    bar.hidden = true;
    status.textContent = "";
  };
  return {asks: {}, isStale: () => false, renew, answers};
}

const wordsOf = (hex) => Int32Array.from(hex.match(/.{8}/g), (part) => parseInt(part, 16));

// In slices, so that the page stays alive: workers are closed to us by the page's policy.
async function solved({salt, nonce, keyPrefix}, most, tell) {
  const [hash, wanted] = [hasher(wordsOf(salt + nonce)), wordsOf(keyPrefix)];
  let until = performance.now() + SLICE;
  for (let counter = 0; counter <= most; counter += 1) {
    const found = hash(counter);
    if (found[0] === wanted[0] && wanted.every((word, place) => word === found[place])) {
      return {counter, derivedKey: Array.from(found, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("")};
    }
    if (counter % 512 === 0 && performance.now() > until) {
      tell(counter / most);
      await new Promise((resume) => setTimeout(resume));
      until = performance.now() + SLICE;
    }
  }
  throw new Error("no count fits");
}
