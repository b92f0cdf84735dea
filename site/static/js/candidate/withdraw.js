// 撤回: asked twice, sent once.
import {send} from "../core/api.js";
import {banner} from "../core/banner.js";
import {busy} from "../core/busy.js";
import {answered, keyFor} from "../core/kept-keys.js";
import {wordsWithRef} from "../core/words.js";
import {opening} from "./dialogs-file.js";

export async function withdraw(button, {no, ver, title}) {
  if (!(await sure(title))) return;
  const purpose = `withdraw:${no}`;
  await busy(button, "正在撤回…", async () => {
    try {
      await send("POST", `/api/applications/${no}/withdrawal`, {ver}, {key: keyFor(purpose)});
      answered(purpose);
      location.reload();
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      if (problem.status > 0 && problem.status < 500) answered(purpose);
      banner("withdraw", "bad", wordsWithRef(problem)).scrollIntoView({block: "center"});
    }
  });
}

function sure(title) {
  return opening(({ask}) => ask({
    title: "确定撤回这次申请吗？",
    text: [`撤回后，“${title}”的申请不再审核。办理时间内可以重新申请；截止后只能等下一次开放。`],
    choices: [
      {label: "不撤回", value: false, kind: "second"},
      {label: "确定撤回", value: true, kind: "grave"},
    ],
  }));
}
