// A new version: typed, seen as candidates will see it, published. What is typed stays in the tab.
import {busy} from "../../../core/busy.js";
import {fill, focusOn, h, one, show} from "../../../core/dom.js";
import {clearErrors, showErrors} from "../../../core/errors.js";
import {tab} from "../../../core/store.js";
import {wordsWithRef} from "../../../core/words.js";
import {missing, summary, textField} from "../../shared/fields.js";
import {writeOffice} from "../../shared/review.js";
import {drawnAs, textsOf} from "./texts.js";

const KEPT = "notice";
const WANTED = [["notice-version", "请填写版本"], ["notice-title", "请填写标题"], ["notice-paragraphs", "请填写内容"]];

export function write(desk) {
  const query = new URLSearchParams(location.search);
  const kept = tab.get(KEPT);
  const form = drawForm(desk, query.get("from") ? draft(desk, query) : kept || {}, Boolean(kept) && !query.get("from"));
  const seen = h("div", {hidden: true});
  const value = (name) => one(`#notice-${name}`, form).value;
  const read = () => ({
    business: value("business"), version: value("version").trim(), title: value("title").trim(),
    paragraphs: value("paragraphs").split("\n").map((line) => line.trim()).filter(Boolean),
  });
  form.addEventListener("input", () => tab.set(KEPT, read()));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearErrors(form);
    if (showErrors(form, missing(form, WANTED))) return;
    const back = (problem) => {
      show(seen, false);
      show(form, true);
      if (problem) refused(form, problem);
      else one("#notice-version", form).focus();
    };
    preview(desk, read(), seen, back);
    show(form, false);
    show(seen, true);
    scrollTo(0, 0);
    focusOn(one("h2", seen));
  });
  one("h1", desk.root).textContent = "发布新的须知版本";
  fill(desk.place, form, seen);
}

// Another version as the draft of this one: all but its number
function draft(desk, query) {
  const business = query.get("business");
  const text = textsOf(desk, business).find(({version}) => version === query.get("from"));
  return {business, ...(text && {title: text.title, paragraphs: text.paragraphs})};
}

function drawForm({titles}, {business, version = "", title = "", paragraphs = []}, isKept) {
  const area = h("textarea", {id: "notice-paragraphs", rows: "14", "aria-describedby": "notice-paragraphs-hint", "data-describedby": "notice-paragraphs-hint"});
  area.value = paragraphs.join("\n\n");
  return h("form", {method: "post", novalidate: true, class: "window-form"}, summary(),
    isKept && h("p", {class: "banner"}, "这是您填写过、还没有发布的内容。"),
    h("section", {class: "card"},
      h("div", {class: "field"}, h("label", {for: "notice-business"}, "业务"),
        h("select", {id: "notice-business"}, Object.entries(titles).map(([code, text]) => h("option", {value: code, selected: code === business}, text)))),
      textField("notice-version", "版本", {value: version, autocomplete: "off", spellcheck: "false"}, "1 至 20 个字母、数字、点或连字符，如 2026-2；不能与已发布的相同"),
      textField("notice-title", "标题", {value: title, autocomplete: "off"}, "1 至 40 字"),
      h("div", {class: "field"}, h("label", {for: area.id}, "内容"), h("p", {class: "hint", id: "notice-paragraphs-hint"}, "每段一行，最多 30 段，每段不超过 500 字。考生看到的各段前有编号，这里不用写"), area)),
    h("div", {class: "actions"}, h("button", {type: "submit", class: "btn"}, "预览"), h("a", {class: "btn second", href: "/office/notices/", onclick: () => tab.drop(KEPT)}, "取消")));
}

function preview(desk, text, seen, back) {
  const form = h("form", {method: "post", novalidate: true}, summary(),
    h("h2", {}, "考生看到的样子"), h("p", {}, `${desk.titles[text.business]}　版本 ${text.version}`),
    drawnAs(desk, text),
    h("section", {class: "card call"}, h("p", {}, "发布以后这一版的内容不能再改，也不能撤回。考生要读到它，还须在办理时间里写明这一版。"),
      h("div", {class: "actions"}, h("button", {type: "submit", class: "btn"}, "确认发布"), h("button", {type: "button", class: "btn second", onclick: () => back()}, "返回修改"))));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearErrors(form);
    busy(one("[type=submit]", form), "正在发布…", () => publish(desk, text, form, back));
  });
  fill(seen, form);
}

async function publish({place, titles}, text, form, back) {
  try {
    await writeOffice("notices", text);
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    if (problem.fields.length) back(problem);
    else showErrors(form, [{message: wordsWithRef(problem)}]);
    return;
  }
  tab.drop(KEPT);
  const heading = h("h2", {}, "已发布");
  fill(place, h("section", {class: "card good"}, heading,
    h("p", {}, `${titles[text.business]} ${text.version} 版须知已发布，两分钟内可以显示。要让考生先阅读这一版，请在办理时间里写明它。`),
    h("div", {class: "actions"}, h("a", {class: "btn", href: "/office/windows/"}, "去写明版本"), h("a", {class: "btn second", href: "/office/notices/"}, "返回考生须知"))));
  focusOn(heading);
}

function refused(form, problem) {
  showErrors(form, problem.fields.map(({field, message}) => ({id: `notice-${field}`, message})));
}
