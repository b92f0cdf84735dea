// Another role or scope for a colleague, as a request.
import {busy} from "../../../core/busy.js";
import {h, one} from "../../../core/dom.js";
import {clearErrors, showErrors} from "../../../core/errors.js";
import {summary} from "../../shared/fields.js";
import {writeOffice} from "../../shared/review.js";
import {faultsOf} from "../shared/faults.js";
import {postFields} from "./post.js";

export function moving(colleague, choices, asked) {
  const post = postFields(`move-${colleague.account}`, choices, colleague);
  const form = h("form", {class: "part", method: "post", novalidate: true},
    h("h3", {}, "变更角色和范围"), summary(), post.nodes,
    h("div", {class: "actions"}, h("button", {type: "submit", class: "btn second"}, "提出变更")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!showErrors(form, post.faults())) busy(one("[type=submit]", form), "正在提出…", () => sent(form, post, colleague, asked));
  });
  return form;
}

async function sent(form, post, {id}, asked) {
  clearErrors(form);
  try {
    await writeOffice(`staff/${id}/post`, post.read());
    await asked();
  } catch (problem) {
    showErrors(form, faultsOf(problem, post.ids));
  }
}
