// Lays a case out and ties its parts together: checks, content, pictures, decision, lease, keys.
import {banner, busy, one, show, toast} from "../../core.js";
import {bindKeys} from "../shared/keys.js";
import {afterDecision, bindGoOn} from "./after.js";
import {roundsOf} from "./changes.js";
import {drawChecks} from "./checks.js";
import {drawContent} from "./content.js";
import {decision} from "./decision.js";
import {drawHead, drawUntil} from "./head.js";
import {drawHistory} from "./history.js";
import {leasing} from "./lease.js";
import {gallery} from "./pictures.js";
import {sender} from "./sending.js";
import {dropTyped, isTouched, keepTyped, restoreTyped} from "./typed.js";
import {viewer} from "./viewer.js";

export function layOut(root, found, who, load) {
  const page = one("[data-desk]", root);
  const choice = one("[data-decision]", page);
  const rounds = roundsOf(found);
  const {credentials} = rounds.now;
  drawHead(found);
  drawContent(page, found, rounds);
  drawHistory(page, found, rounds);
  const pictures = gallery(found, credentials, async () => (await load()).pictures);
  const look = viewer(one("[data-viewer]", page), pictures, credentials, who);
  const sending = sender(choice, found, {
    stop: () => verdict.update(false),
    done: (answer) => {
      lease.end();
      dropTyped(found.id);
      return afterDecision(choice, found, answer);
    },
  });
  const verdict = decision(page, found, credentials, sending.send);
  drawChecks(page, found, () => verdict.update());
  const lease = leasing({found, again: () => reread(load, found), allow: verdict.update, until: drawUntil, isTouched: () => isTouched(page)});
  restore(page, found, verdict);
  bindGoOn(choice);
  for (const name of ["input", "change"]) page.addEventListener(name, () => keepTyped(page, found.id, found.digest));
  show(one("[data-loading]", root), false);
  show(page, true);
  lease.show(found);
  lease.resume();
  sending.recover();
  look.start();
  bind(page, verdict, look, lease);
}

async function reread(load, found) {
  const fresh = await load();
  if (fresh.digest !== found.digest || fresh.ver !== found.ver) location.reload();
  return fresh;
}

function restore(page, found, verdict) {
  const what = restoreTyped(page, found.id, found.digest);
  if (what !== "none") verdict.reopen();
  if (what === "words") banner("kept", "warn", "此件已有新一轮提交。您之前填写的说明已保留，勾选的项目请重新核对。");
}

function bind(page, verdict, look, lease) {
  const back = one("[data-give-back]");
  back.addEventListener("click", () => busy(back, "正在放回…", async () => {
    await lease.giveBack();
    location.assign("/queue/");
  }));
  page.addEventListener("click", (event) => {
    const button = event.target.closest("[data-show-picture]");
    if (button) look.reveal(button.dataset.showPicture);
  });
  const follow = (selector, none) => () => {
    const link = one(selector);
    if (link.hidden) toast(none);
    else link.click();
  };
  bindKeys([
    ["J", "列表中的下一件", follow("[data-after]", "已是列表中的最后一件")],
    ["K", "列表中的上一件", follow("[data-before]", "已是列表中的第一件")],
    ["A", "选中“通过”，再按 Enter 确认", verdict.focusPass],
    ["B", "退回补正", () => verdict.open("return")],
    ["N", "不通过", () => verdict.open("reject")],
    ["R", "旋转图片", look.turn],
    ["+ =", "放大图片", look.larger],
    ["-", "缩小图片", look.smaller],
    ["0", "图片适合窗口", look.whole],
    ["]", "下一张图片", look.next],
    ["[", "上一张图片", look.previous],
  ]);
}
