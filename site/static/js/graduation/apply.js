// The steps of 申请毕业 that take no pictures; what each after the notice needs is fetched with it.
import {get, send} from "../core/api.js";
import {today} from "../core/time.js";
import {file} from "../candidate/dialogs-file.js";
import {link, param} from "../candidate/who.js";
import {linksOf, zoom} from "../candidate/zoom.js";
import {editing} from "./editing.js";
import {notice} from "./notice.js";
import {stepPage} from "./step-page.js";
import {stepLink} from "./wizard.js";

const LATER = ["person", "scores", "explanations", "evaluation", "submit"];
const TOOLS = {editing, get, link, linksOf, send, stepLink, today, zoom};

export function apply(main) {
  const step = param("step") || "notice";
  if (step === "notice") return stepPage(main, step, (data, ready) => notice(main, data, ready));
  return stepPage(main, LATER.includes(step) ? step : "", async (data, ready) => {
    const module = await file(main.dataset[step]);
    return module[step](main, data, ready, TOOLS);
  });
}
