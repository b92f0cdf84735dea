// A new enrolment link, asked for; and letting a colleague go, which is one person's to do and happens at once.
import {toast} from "../../../core/banner.js";
import {busy} from "../../../core/busy.js";
import {ask} from "../../../core/dialog.js";
import {h} from "../../../core/dom.js";
import {clearErrors, showErrors} from "../../../core/errors.js";
import {summary} from "../../shared/fields.js";
import {writeOffice} from "../../shared/review.js";
import {faultsOf} from "../shared/faults.js";

export function parting(colleague, {asked, gone}) {
  const {id, name, state} = colleague;
  const form = h("form", {class: "part", method: "post", novalidate: true},
    h("h3", {}, "启用链接和停用"), summary(),
    h("p", {class: "quiet"}, "忘记密码、更换手机或停用后恢复，都须重新发放启用链接。批准后原来的密码和动态验证码失效。"),
    h("div", {class: "actions"},
      button("second", "提出重新发放启用链接", "正在提出…", async () => { await writeOffice(`staff/${id}/link`, {}); await asked(); }),
      state !== "out" && button("grave", "停用账号", "正在停用…", () => dismiss(id, name, gone))));

  function button(kind, label, text, work) {
    return h("button", {type: "button", class: `btn ${kind}`, onclick: (event) => busy(event.currentTarget, text, () => tried(work))}, label);
  }

  async function tried(work) {
    clearErrors(form);
    try {
      await work();
    } catch (problem) {
      showErrors(form, faultsOf(problem, {}));
    }
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  return form;
}

async function dismiss(id, name, gone) {
  const sure = await ask({
    title: `停用 ${name} 的账号？`,
    text: ["立即生效：对方马上退出登录，不能再登录。", "已经作出的决定不受影响。恢复须重新发放启用链接，并由另一位考籍管理人员批准。"],
    choices: [{value: true, label: "确认停用", kind: "grave"}, {value: false, label: "取消", kind: "second"}],
  });
  if (!sure) return;
  await writeOffice(`staff/${id}/dismissal`, {});
  toast(`已停用 ${name} 的账号`);
  await gone();
}
