// The steps of 申请毕业 that take no pictures; those of the later ones are fetched with them.
import {get, send} from "../core/api.js";
import {file} from "../candidate/dialogs-file.js";
import {link, param} from "../candidate/who.js";
import {linksOf, zoom} from "../candidate/zoom.js";
import {editing} from "./editing.js";
import {notice} from "./notice.js";
import {person} from "./person.js";
import {stepPage} from "./step-page.js";
import {stepLink} from "./wizard.js";

const HERE = {notice, person};
const LATER = ["scores", "explanations", "evaluation", "submit"];
const TOOLS = {editing, get, link, linksOf, send, stepLink, zoom};

export function apply(main) {
  const step = param("step") || "notice";
  if (HERE[step]) return stepPage(main, step, (data, ready) => HERE[step](main, data, ready));
  return stepPage(main, LATER.includes(step) ? step : "", async (data, ready) => {
    const module = await file(main.dataset[step]);
    return module[step](main, data, ready, TOOLS);
  });
}
