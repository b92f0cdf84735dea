// Who may work on a page of the office's desk. Others are told whose work it is, in the place of its content.
import {fill, h} from "../../../core/dom.js";
import {reviewer} from "../../shared/reviewer.js";
import {trouble} from "../../shared/trouble.js";

// `may(who)`; → who is signed in, or null
export async function admitted(place, may, text) {
  try {
    const who = await reviewer();
    if (may(who)) return who;
    fill(place, h("p", {class: "card"}, text));
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    trouble(place, problem, () => location.reload());
  }
  return null;
}

export const isAdministrator = ({role, scope}) => role === "office" && scope.kind === "city";
