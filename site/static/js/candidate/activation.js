// 激活账户: the step between the initial password and one's own. Fetched by the login page at a first login.
import {send} from "../core/api.js";
import {busy} from "../core/busy.js";
import {fill, focusOn, h, one} from "../core/dom.js";
import {clearErrors, showErrors} from "../core/errors.js";
import {wordsWithRef} from "../core/words.js";
import {faultsOf, newPassword} from "./new-password.js";

const WAYS = {
  code: {label: "激活码", hint: "主考学校发放或现场签发，12 位，只能用一次", fault: "请填写激活码", more: {autocapitalize: "characters", spellcheck: "false"}},
  ticket: {label: "准考证号", hint: "您任意一个在籍准考证的完整号码", fault: "请填写准考证号", more: {inputmode: "numeric"}},
  mobile: {label: "手机号后四位", hint: "登记在考籍中的手机", fault: "请填写手机号后四位", more: {inputmode: "numeric", maxlength: "4"}},
};

// `number` was typed at the login, `slip` opens this step for ten minutes, `ways` are what the office accepts.
export function activationIn(card, {number, slip, ways}, done) {
  const password = newPassword("own");
  const place = h("div", {class: "field"});
  const form = h("form", {method: "post", novalidate: true},
    h("div", {class: "summary", "data-summary": true, tabindex: "-1", hidden: true}, h("div", {role: "alert"})),
    h("div", {class: "away", "aria-hidden": "true"}, h("input", {tabindex: "-1", readonly: true, autocomplete: "username", value: number})),
    ways.length > 1 && choice(ways, (way) => fill(place, factOf(way))),
    place, password.fields,
    h("button", {class: "btn wide"}, "激活并登录"),
    h("p", {class: "hint"}, "没有激活码？请携带本人身份证到主考学校现场领取，或致电咨询。请在 10 分钟内完成。"));
  let fact = "";

  function factOf(way) {
    fact = way;
    const {label, hint, more} = WAYS[way];
    return [
      h("label", {for: "own-fact"}, label),
      h("p", {class: "hint", id: "own-fact-hint"}, hint),
      h("input", {id: "own-fact", autocomplete: "off", "aria-describedby": "own-fact-hint", "data-describedby": "own-fact-hint", ...more}),
    ];
  }

  const value = () => one("#own-fact", form).value.trim();
  const faults = () => [...(value() ? [] : [{id: "own-fact", message: WAYS[fact].fault}]), ...password.faults()];
  const recheck = (id) => (faults().find((fault) => fault.id === id) || {message: ""}).message;

  async function submit() {
    if (showErrors(form, faults(), recheck)) return;
    clearErrors(form);
    try {
      const body = {slip, id_number: number, fact, value: value(), password: password.value()};
      await done(await send("POST", "/api/session/activation", body, {asGuest: true, tries: 1}));
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      if (problem.code === "signed_out") late(card, problem);
      else showErrors(form, faultsOf(problem, {password: "own-new"}, {title: "激活未成功", message: wordsWithRef(problem)}));
    }
  }

  fill(place, factOf(ways[0]));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    busy(one("button.wide", form), "正在激活…", submit);
  });
  fill(card,
    h("h1", {}, "激活账户"),
    h("p", {}, "初始密码别人也可能猜到，所以只能用来激活。请填写一项证件上没有的内容，再设置自己的密码。"),
    form);
  focusOn(one("h1", card));
}

function choice(ways, chosen) {
  return h("fieldset", {class: "field"},
    h("legend", {}, "核对方式"),
    h("div", {class: "ticks"}, ways.map((way, place) =>
      h("label", {class: "tick"},
        h("input", {type: "radio", name: "fact", value: way, checked: place === 0, onchange: () => chosen(way)}),
        h("b", {}, WAYS[way].label, way === "code" && "（推荐）")))));
}

function late(card, problem) {
  fill(card,
    h("h1", {}, "激活已超时"),
    h("p", {}, wordsWithRef(problem)),
    h("p", {}, h("a", {class: "btn", href: "/login/"}, "返回登录")));
  focusOn(one("h1", card));
}
