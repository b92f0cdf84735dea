// 登记工作人员: asked for here; whoever grants it gets the link by which the account is opened.
import {busy} from "../../../core/busy.js";
import {fill, h, one} from "../../../core/dom.js";
import {clearErrors, showErrors} from "../../../core/errors.js";
import {missing, summary, textField} from "../../shared/fields.js";
import {writeOffice} from "../../shared/review.js";
import {faultsOf} from "../shared/faults.js";
import {postFields} from "./post.js";

const IDS = {account: "new-account", name: "new-name", id_number: "new-number"};
const WANTED = [[IDS.account, "请填写账号"], [IDS.name, "请填写姓名"], [IDS.id_number, "请填写证件号码"]];

export function adding(place, choices, asked) {
  const post = postFields("new", choices, null);
  const plain = {autocomplete: "off", spellcheck: "false", autocapitalize: "off"};
  const form = h("form", {method: "post", novalidate: true}, summary(),
    textField(IDS.account, "账号", plain, "登录用，2 至 30 个小写字母、数字、点或连字符，以字母开头"),
    textField(IDS.name, "姓名", plain),
    textField(IDS.id_number, "证件号码", plain, "只用来确认不是同一个人登记两次、本人不办理本人的事；不保存号码本身"),
    post.nodes,
    h("div", {class: "actions"}, h("button", {type: "submit", class: "btn"}, "提出登记")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const faults = [...missing(form, WANTED), ...post.faults()];
    if (!showErrors(form, faults)) busy(one("[type=submit]", form), "正在提出…", () => sent(form, post, done));
  });
  fill(place, form);

  function done() {
    adding(place, choices, asked);
    return asked();
  }
}

async function sent(form, post, done) {
  clearErrors(form);
  const typed = Object.fromEntries(Object.entries(IDS).map(([name, id]) => [name, one(`#${id}`, form).value.trim()]));
  try {
    await writeOffice("staff", {...typed, ...post.read()});
    await done();
  } catch (problem) {
    showErrors(form, faultsOf(problem, {...IDS, ...post.ids}));
  }
}
