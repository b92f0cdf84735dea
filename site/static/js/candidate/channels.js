// 短信和邮件提醒: read when it is opened; what is chosen is sent whole and shown as it then stands.
import {get, send} from "../core/api.js";
import {toast} from "../core/banner.js";
import {busy} from "../core/busy.js";
import {fill, h} from "../core/dom.js";
import {clearErrors, showErrors} from "../core/errors.js";
import {loadInto} from "../core/failure.js";
import {wordsWithRef} from "../core/words.js";

export function channels(offered) {
  if (!offered.length) return null;
  const place = h("div", {}, h("p", {class: "quiet"}, "正在读取…"));
  const box = h("details", {class: "card"}, h("summary", {}, "短信和邮件提醒"), place);
  box.addEventListener("toggle", () => loadInto(place, () => get("/api/channels"), (found) => draw(place, found)), {once: true});
  return box;
}

function draw(place, found) {
  const has = (name) => found.offered.includes(name);
  const sms = has("sms") && tick("channel-sms", "短信", found.sms, found.mobile ? `发到登记的手机 ${found.mobile}` : "没有登记的手机号码，请携带身份证到主考学校登记");
  const email = has("email") && tick("channel-email", "电子邮件", found.email, found.address ? `发到 ${found.address}` : "");
  const address = h("input", {id: "channel-address", type: "email", autocomplete: "email", maxlength: "100", "aria-describedby": "channel-address-hint", "data-describedby": "channel-address-hint"});
  const button = h("button", {class: "btn"}, "保存");
  const form = h("form", {novalidate: true, method: "post"},
    h("div", {class: "summary", "data-summary": true, tabindex: "-1", hidden: true}, h("div", {role: "alert"})),
    h("p", {class: "quiet"}, "审核结果和办理提醒会同时发送。内容只说有新进展，不含姓名、课程和结果。"),
    h("fieldset", {class: "field"}, h("legend", {}, "同时用以下方式提醒我"), h("div", {class: "ticks"}, sms, email)),
    has("email") && h("div", {class: "field"},
      h("label", {for: "channel-address"}, found.address ? "更换电子邮箱" : "电子邮箱"),
      h("p", {class: "hint", id: "channel-address-hint"}, found.address ? "不更换请留空" : "例如 name@example.cn"),
      address),
    h("div", {class: "actions"}, button));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    busy(button, "正在保存…", save);
  });
  fill(place, form);

  async function save() {
    clearErrors(form);
    const chosen = (label) => Boolean(label) && label.firstChild.checked;
    const wanted = {sms: chosen(sms), email: chosen(email), address: address.value};
    try {
      draw(place, await send("POST", "/api/channels", wanted));
      toast("已保存。");
      place.querySelector("button").focus();
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      showErrors(form, problem.fields.length ? problem.fields.map(({field, message}) => ({id: `channel-${field}`, message})) : [{title: "未能保存", message: wordsWithRef(problem)}]);
    }
  }
}

const tick = (id, title, checked, text) =>
  h("label", {class: "tick"}, h("input", {type: "checkbox", id, checked}), h("b", {}, title), text && h("small", {}, text));
