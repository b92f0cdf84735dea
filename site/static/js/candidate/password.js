// 修改密码: the current one and a new one; this device stays signed in, all others end.
import {send} from "../core/api.js";
import {busy} from "../core/busy.js";
import {fill, focusOn, h, one} from "../core/dom.js";
import {clearErrors, showErrors} from "../core/errors.js";
import {wordsWithRef} from "../core/words.js";
import {faultsOf, newPassword} from "./new-password.js";
import {link} from "./who.js";

export function password(form) {
  const [current, chosen] = [form.elements.current, newPassword("change")];
  one("[data-new-password]", form).replaceWith(...chosen.fields);
  const faults = () => [...(current.value ? [] : [{id: current.id, message: "请填写当前密码"}]), ...chosen.faults()];
  const recheck = (id) => (faults().find((fault) => fault.id === id) || {message: ""}).message;

  async function submit() {
    if (showErrors(form, faults(), recheck)) return;
    clearErrors(form);
    try {
      await send("POST", "/api/session/password", {current: current.value, password: chosen.value()}, {tries: 1});
      changed(form);
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      const ids = {current: current.id, password: "change-new"};
      showErrors(form, faultsOf(problem, ids, {title: "修改未成功", message: wordsWithRef(problem)}), recheck);
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    busy(one("[data-submit]", form), "正在修改…", submit);
  });
  one("[data-submit]", form).disabled = false;
}

function changed(form) {
  const heading = h("h2", {}, "密码已修改");
  const done = h("section", {class: "card good"}, heading,
    h("p", {}, "本机可以继续使用。其他手机、电脑上的登录已全部退出，需要用新密码重新登录。"),
    h("div", {class: "actions"}, h("a", {class: "btn", href: link("/me/")}, "返回我的")));
  form.replaceWith(fill(h("div"), done));
  focusOn(heading);
}
