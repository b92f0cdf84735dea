// Lays a case out: checks, content and pictures at once; the file with everything to be done follows.
import {toast} from "../../core/banner.js";
import {busy} from "../../core/busy.js";
import {one, show} from "../../core/dom.js";
import {now} from "../../core/time.js";
import {claimNext} from "../shared/claim.js";
import {bindKeys} from "../shared/keys.js";
import {read, say, write} from "../shared/review.js";
import {roundsOf} from "./changes.js";
import {drawChecks} from "./checks.js";
import {drawContent} from "./content.js";
import {drawHead, drawUntil} from "./head.js";
import {gallery} from "./pictures.js";
import {viewer} from "./viewer.js";
import {fetchWork} from "./work-file.js";

export async function layOut(root, found, who, load) {
  const page = one("[data-desk]", root);
  const rounds = roundsOf(found);
  const {parts} = rounds.now;
  drawHead(found);
  drawContent(page, found, rounds);
  drawChecks(page, found);
  const pictures = gallery(found, parts, async () => (await load()).pictures);
  page.classList.toggle("unpictured", !pictures.shots.length);
  show(one("[href='#pictures']", root), pictures.shots.length);
  const look = viewer(one("[data-viewer]", page), pictures, parts, who);
  page.addEventListener("click", (event) => {
    const button = event.target.closest("[data-show-picture]");
    if (button) look.reveal(button.dataset.showPicture);
  });
  show(one("[data-loading]", root), false);
  show(page, true);
  look.start();

  const setToWork = await fetchWork(one("[data-decision]", page));
  const calls = {read, write, say, now, claim: () => claimNext(found.business)};
  const work = setToWork(page, {found, rounds, calls, again: () => reread(load, found), until: drawUntil});
  const back = one("[data-give-back]");
  back.addEventListener("click", () => busy(back, "正在放回…", async () => {
    await work.giveBack();
    location.assign("/queue/");
  }));
  bindKeys(keys(work, look));
}

async function reread(load, found) {
  const fresh = await load();
  if (["digest", "ver", "basis"].some((name) => fresh[name] !== found[name])) location.reload();
  return fresh;
}

function keys(work, look) {
  const follow = (selector, none) => () => {
    const link = one(selector);
    if (link.hidden) toast(none);
    else link.click();
  };
  return [
    ["J", "列表中的下一件", follow("[data-after]", "已是列表中的最后一件")],
    ["K", "列表中的上一件", follow("[data-before]", "已是列表中的第一件")],
    ["A", "选中“通过”，再按 Enter 确认", work.focusPass],
    ["B", "退回补正", () => work.open("return")],
    ["N", "不通过", () => work.open("reject")],
    ["R", "旋转图片", look.turn],
    ["+ =", "放大图片", look.larger],
    ["-", "缩小图片", look.smaller],
    ["0", "图片适合窗口", look.whole],
    ["]", "下一张图片", look.next],
    ["[", "上一张图片", look.previous],
  ];
}
