// 登记成绩: by which version of the major and which 加考选项 one graduates, what counts for it, and what is missing.
// Fetched with its step; what holds state of the page is given to it.
import {all, fill, h, one, show} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {requirementTree} from "../degree/tree.js";
import {scoreTable} from "./score-table.js";

export async function scores(main, data, ready, {editing, get}) {
  const form = one("[data-step=scores]", main);
  const [select, place] = [one("select", form), one("[data-record]", form)];
  const step = await editing(main, data, "scores");
  const majors = data.page.majors;
  let shown = null;

  const major = () => majors.find((one) => one.plan_id === select.value);
  const addon = () => (one("input:checked", form) || {value: ""}).value;
  const asked = () => ({plan: select.value, addon: addon()});
  const whole = () => major() && (!major().addons.length || addon());
  const read = () => ({scores: asked(), ...(shown && {seen: shown.seen})});

  // What is asked last is what stands there, however late another answer comes
  async function reckon() {
    shown = null;
    step.saver.change(read());
    if (!whole()) {
      fill(place, h("section", {class: "card"}, h("p", {}, major() ? "请选择加考选项后在此查看成绩" : "请选择专业后在此查看成绩")));
      return;
    }
    const query = new URLSearchParams(asked());
    fill(place, h("section", {class: "card"}, h("p", {role: "status"}, "正在读取成绩…")));
    await loadInto(place, () => get(`${data.path}/record?${query}`), (record) => {
      if (String(query) !== String(new URLSearchParams(asked()))) return;
      shown = record;
      step.saver.change(read());
      fill(place, found(record, data, () => get(`/api/t/${data.ref}/degree-audit?${query}`)));
      form.dispatchEvent(new Event("change"));
    });
  }

  function offer(chosen) {
    const box = one("[data-addons]", form);
    const options = major() ? major().addons : [];
    show(box, options.length);
    fill(one(".ticks", box), options.map(({option, text}, index) => h("label", {class: "tick"},
      h("input", {type: "radio", name: "addon", id: `addon-${index}`, value: option, checked: option === chosen}),
      h("b", {}, option), text && h("small", {}, text))));
  }

  fill(select, one("option", select), majors.map((one) => h("option", {value: one.plan_id}, [one.title, one.version].join(" "))));
  const said = step.body.scores || {};
  select.value = majors.some((one) => one.plan_id === said.plan) ? said.plan : "";
  offer(said.addon);
  select.addEventListener("change", () => {
    offer("");
    reckon();
  });
  one("[data-addons]", form).addEventListener("change", () => {
    all(".tick", form).forEach((tick) => tick.classList.toggle("on", one("input", tick).checked));
    reckon();
  });
  ready();
  step.open({read, faults, idOf: (path) => (path === "scores.addon" ? "addon-0" : select.id), onward: () => shown.missing.length && "explanations"});
  await reckon();

  function faults() {
    if (!major()) return [{id: select.id, message: "请选择毕业专业"}];
    if (!whole()) return [{id: "addon-0", message: "请选择符合自己情况的加考选项"}];
    if (!shown) return [{message: "成绩还没有读取完成，请稍候再点“下一步”"}];
    return shown.held.map((message) => ({id: select.id, message}));
  }
}

function found(record, data, load) {
  return [
    h("section", {class: "card"}, scoreTable(record)),
    h("section", {class: `card ${record.missing.length ? "call" : "good"}`},
      h("h2", {}, record.text),
      record.missing.length > 0 && [
        h("ol", {}, record.missing.map((one) => h("li", {}, h("b", {}, one.title), one.text && one.text !== one.title && `：${one.text}`))),
        h("p", {}, "确实符合毕业条件的，可以在下一页逐项说明情况后继续申请。"),
      ],
      h("p", {class: "quiet"}, "按已发布的成绩推算，毕业由主考学校和", document.body.dataset.office, "审定。显示的成绩有误，请拨打客服电话 ", h("a", {class: "nowrap", href: `tel:${document.body.dataset.phone}`}, document.body.dataset.phone), "。")),
    compared(load),
  ];
}

// Fetched when it is opened
function compared(load) {
  const box = h("div", {}, h("p", {role: "status"}, "正在对照专业考试计划…"));
  const details = h("details", {class: "card"}, h("summary", {}, "专业考试计划逐项对照"), box);
  details.addEventListener("toggle", () => loadInto(box, load, ({audit}) => fill(box, requirementTree(audit, true))), {once: true});
  return details;
}
