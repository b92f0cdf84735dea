// The code once more before a grave step; resolves with whether it was right.
import {busy} from "../../core/busy.js";
import {openDialog} from "../../core/dialog.js";
import {h, one} from "../../core/dom.js";
import {clearErrors, showErrors} from "../../core/errors.js";
import {words} from "../../core/words.js";
import {codeFault, codeField, digits, summary} from "./fields.js";

export function stepUp(send) {
  return new Promise((resolve) => {
    const form = h("form", {method: "post", novalidate: true}, summary(),
      h("p", {}, "为保护审核安全，请输入当前的动态验证码。输入后继续提交本次决定。"),
      codeField("step-up-code", {autofocus: true}),
      h("div", {class: "actions"},
        h("button", {class: "btn", type: "submit"}, "确认"),
        h("button", {class: "btn second", type: "button", onclick: () => end(false)}, "取消")));
    const opened = openDialog({title: "请再次输入动态验证码", body: form, closable: () => end(false)});
    function end(done) {
      opened.close();
      resolve(done);
    }
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      clearErrors(form);
      if (await busy(one("[type=submit]", form), "正在核对…", () => confirmed(form, send))) end(true);
    });
  });
}

async function confirmed(form, send) {
  const input = one("#step-up-code", form);
  if (showErrors(form, codeFault(input))) return false;
  try {
    await send("POST", "/api/review/session/step-up", {code: digits(input)}, {asGuest: true});
    return true;
  } catch (problem) {
    input.value = "";
    const [fault] = problem.fields || [];
    showErrors(form, [{id: input.id, message: fault ? fault.message : words(problem)}]);
    return false;
  }
}
