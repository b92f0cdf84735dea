// A school's list: who is to sign now, or whose degree was given in a term; twenty people at a time.
import {banner, endBanner} from "../../core/banner.js";
import {busy} from "../../core/busy.js";
import {fill, h, one} from "../../core/dom.js";
import {words} from "../../core/words.js";
import {registerFile} from "../../register/file.js";
import {onLeaves, printButton, showSheets, sizeButton} from "../../register/screen.js";
import {write} from "../shared/review.js";
import {terms} from "../shared/terms.js";

const TERMS = 6;

export function batch({scope}, place, paper) {
  if (scope.kind !== "school") {
    fill(place, h("p", {class: "card"}, "《毕业生登记表》由主考学校批量打印。打开一件申请后，可以打印这一件的登记表。"));
    return;
  }
  const form = h("form", {class: "card", novalidate: true},
    field("名单", "of", [["signing", "待现场签字"], ["approved", "已毕业"]]),
    field("学期", "term", terms(TERMS)),
    scope.schools.length > 1 && field("学校", "school", scope.schools.map((code) => [code, code])),
    h("p", {class: "hint"}, "登记表上有完整的证件号码和准考证号。每个人的登记表被读取都会记录，本人可以看到。"),
    h("div", {class: "actions"}, h("button", {type: "submit", class: "btn"}, "读取登记表")));
  const told = h("div", {});
  const term = one("[name=term]", form).closest(".field");
  const follow = () => { term.hidden = one("[name=of]", form).value !== "approved"; };
  form.addEventListener("change", follow);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    load(one("[type=submit]", form), Object.fromEntries(new FormData(form)), told, paper);
  });
  follow();
  fill(place, form, told);
}

const field = (label, name, options) => h("div", {class: "field"}, h("label", {for: `register-${name}`}, label),
  h("select", {id: `register-${name}`, name}, options.map(([value, text]) => h("option", {value}, text))));

async function load(button, asked, told, paper) {
  endBanner("registers");
  try {
    const [found, {sheets}] = await busy(button, "正在读取…", () => Promise.all([write("registers", asked), registerFile()])) || [];
    if (found) draw(found, sheets, asked, told, paper);
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    banner("registers", "bad", words(problem));
  }
}

function draw({registers, after}, sheets, asked, told, paper) {
  const made = registers.map(sheets);
  const fit = showSheets(paper, made.flatMap(onLeaves));
  const pages = made.reduce((sum, one) => sum + one.length, 0);
  const next = after && h("button", {type: "button", class: "btn second", onclick: () => load(next, {...asked, after}, told, paper)}, "下一批");
  fill(told, h("section", {class: "card"},
    h("p", {role: "status"}, registers.length ? `${registers.length} 人，共 ${pages} 页` : asked.after ? "没有更多了。" : "名单上没有人。"),
    registers.length > 0 && duplex(paper),
    h("div", {class: "actions"}, registers.length > 0 && printButton(paper), registers.length > 0 && sizeButton(paper, fit), next)));
}

// Printed on both sides, each person begins on a leaf of his own
function duplex(paper) {
  const box = h("input", {type: "checkbox", id: "duplex", checked: true, onchange: () => paper.classList.toggle("duplex", box.checked)});
  paper.classList.add("duplex");
  return h("label", {class: "check", for: "duplex"}, box, h("span", {}, "双面打印，每人从新的一张纸开始"));
}
