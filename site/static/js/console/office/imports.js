// 数据导入: a file is chosen, judged row by row, and only then brought in, the very same bytes.
import {busy} from "../../core/busy.js";
import {all, fill, h, one, show} from "../../core/dom.js";
import {clearErrors, showErrors} from "../../core/errors.js";
import {start} from "../../core/start.js";
import {frame} from "../shared/frame.js";
import {connect} from "../shared/review.js";
import {choiceFaults, contentOf} from "./imports/content.js";
import {drawReport, progress, writtenOf} from "./imports/report.js";
import {bring, bringAll, orderOf} from "./imports/sending.js";
import {admitted, isAdministrator} from "./shared/admitted.js";
import {save} from "./shared/save.js";

async function imports(root) {
  connect();
  const who = await admitted(root, isAdministrator, "数据由考籍管理人员导入。");
  if (!who) return;
  const form = one("form", root);
  const page = {form, kind: one("#file-kind", form), file: one("#file", form), rows: one("#file-rows", form), report: one("[data-report]", root)};
  const follow = () => all("[data-kind]", root).forEach((help) => show(help, help.dataset.kind === page.kind.value));
  page.kind.addEventListener("change", follow);
  page.file.addEventListener("change", () => nameFile(page));
  // What was judged is another file, or another kind of one
  form.addEventListener("input", () => fill(page.report));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fill(page.report);
    if (!showErrors(form, choiceFaults(page))) busy(one("[type=submit]", form), "正在检查…", () => rehearse(page));
  });
  all("[data-blank]", root).forEach((button) => button.addEventListener("click", () => save(button.dataset.blank, blank(button))));
  all("[data-blank], [type=submit]", root).forEach((button) => { button.disabled = false; });
  follow();
}

function nameFile({file}) {
  const [chosen] = file.files;
  one("label", file.parentElement).textContent = chosen ? `${chosen.name}，${Math.ceil(chosen.size / 1000).toLocaleString("en")} KB。换一个文件` : "选择文件";
}

// Spreadsheets know UTF-8 by its mark
function blank(button) {
  const titles = all("[data-column]", button.closest("[data-kind]")).map((cell) => cell.dataset.column);
  return new Blob([`\ufeff${titles.join(",")}\r\n`], {type: "text/csv; charset=utf-8"});
}

async function rehearse(page) {
  clearErrors(page.form);
  const content = await contentOf(page.file.files[0]);
  if (content === null) {
    page.file.value = "";
    nameFile(page);
    showErrors(page.form, [{id: page.file.id, message: "文件读取失败，可能已被移动或修改，请重新选择"}]);
    return;
  }
  const order = orderOf(page, content);
  const told = await bring(page, {...order, rehearsal: true});
  if (told) drawReport(page.report, told, (button, said) => confirm(page, order, {button, said}));
}

// Whatever stops it, the next press goes on: what is written stays, and is not written twice
async function confirm(page, order, {button, said}) {
  let last = null;
  clearErrors(page.form);
  const follow = (told) => {
    last = told;
    said.textContent = `${progress(told)}，请不要关闭页面。`;
  };
  const told = await busy(button, "正在导入…", () => bringAll(page, {...order, rehearsal: false}, follow));
  if (told && !told.left) drawReport(page.report, {...told, before: last ? writtenOf(last) : 0}, null);
  else stopped(page, said, last);
}

function stopped(page, said, last) {
  if (last) one("h2", page.report).textContent = "已写入一部分，尚未完成";
  said.textContent = `${last ? `${progress(last)}没有写入。` : ""}再按“确认导入”，会用同一个文件继续，已写入的不会重复。`;
}

start({frame, imports});
