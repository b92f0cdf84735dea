// 结果查验: whoever has a 查验码 learns what it attests. The code comes by hand, or behind the # of a scanned address.
import {configure, send} from "../core/api.js";
import {busy} from "../core/busy.js";
import {fill, focusOn, h, one} from "../core/dom.js";
import {clearErrors, showErrors} from "../core/errors.js";
import {network, watchNetwork} from "../core/network.js";
import {fullDay, now} from "../core/time.js";
import {wordsWithRef} from "../core/words.js";

export function verify(form) {
  configure({network});
  watchNetwork();
  const [input, place] = [form.elements.code, one("[data-result]")];

  // What the address carries is the code of whoever opened it: it stays in no history and in no bookmark
  function scanned() {
    const code = cleaned(location.hash);
    if (code.length !== Number(form.dataset.length)) return;
    history.replaceState(null, "", location.pathname);
    input.value = grouped(code);
    check();
  }

  const check = () => busy(one("[data-submit]", form), "正在查验…", submit);

  async function submit() {
    fill(place);
    const faults = () => faultsOf(input, form.dataset);
    if (showErrors(form, faults(), (id) => (faults().find((fault) => fault.id === id) || {message: ""}).message)) return;
    clearErrors(form);
    try {
      const found = await send("POST", "/api/verify", {code: cleaned(input.value)}, {asGuest: true});
      input.value = grouped(cleaned(input.value));
      fill(place, result(found, form.dataset.province));
      focusOn(one("h2", place));
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      showErrors(form, [problem.status === 404 ? {id: input.id, message: wordsWithRef(problem)} : {title: "暂时不能查验", message: wordsWithRef(problem)}], () => "");
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    check();
  });
  addEventListener("hashchange", scanned);
  one("[data-submit]", form).disabled = false;
  scanned();
}

const cleaned = (text) => text.normalize("NFKC").replace(/[\s\-—·#]/g, "").toUpperCase();

const grouped = (code) => code.replace(/.{4}(?=.)/g, "$&-");

function faultsOf(input, {length, letters}) {
  const code = cleaned(input.value);
  const say = (message) => [{id: input.id, message}];
  if (!code) return say("请输入查验码");
  if (code.length !== Number(length)) return say(`查验码应为 ${length} 位，现在是 ${code.length} 位`);
  const others = Array.from(new Set(code)).filter((one) => !letters.includes(one));
  return others.length ? say(`查验码里不会有“${others.join("”“")}”，请核对`) : [];
}

const OVER = {
  revoked: ["已撤销", "考生已经撤销这个查验码。需要查验的，请向考生索取新的查验码。"],
  expired: ["已过期", "需要查验的，请向考生索取新的查验码。"],
  void: ["已失效", "对应的审核结果有变更，目前不能作为依据。请向考生或主考学校了解。"],
};

function result({validity, until, shown}, province) {
  const last = fullDay(until - 1).split(" ")[0];
  const asked = h("p", {class: "quiet num"}, `查验时间 ${fullDay(now())}`);
  if (!shown) {
    const [title, text] = OVER[validity];
    return h("section", {class: "card call"}, h("h2", {}, `查验码${title}`), h("p", {}, validity === "expired" ? `有效期到 ${last} 为止。` : "", text), asked);
  }
  const facts = [
    ["结果", h("b", {}, shown.outcome)], ["专业或课程", shown.title], ["姓名", `${shown.name_masked}（只显示第一个字）`], ["办理业务", shown.business_text],
    ["地区", province], ["通过日期", fullDay(shown.decided_at).split(" ")[0]], ["有效期至", last],
  ];
  return h("section", {class: "card good"},
    h("h2", {}, "查验码有效"),
    h("dl", {class: "facts"}, facts.map(([name, text]) => [h("dt", {}, name), h("dd", {}, text)])),
    asked,
    h("div", {class: "actions"}, h("button", {type: "button", class: "btn second", onclick: () => print()}, "打印")));
}
