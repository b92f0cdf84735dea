// The steps of 申请毕业 that take no pictures; what the later ones are drawn with is fetched with them.
import {param} from "../candidate/who.js";
import {notice} from "./notice.js";
import {person} from "./person.js";
import {stepPage} from "./step-page.js";

const STEPS = {notice, person};

export function apply(main) {
  const step = param("step") || "notice";
  return stepPage(main, STEPS[step] ? step : "", STEPS[step]);
}
