// The page of the steps that take no pictures; what each after the notice needs is fetched with it.
import {get, send} from "../core/api.js";
import {today} from "../core/time.js";
import {file} from "../candidate/dialogs-file.js";
import {link, param} from "../candidate/who.js";
import {linksOf, zoom} from "../candidate/zoom.js";
import {editing} from "./editing.js";
import {notice} from "./notice.js";
import {stepPage} from "./page.js";

const TOOLS = {editing, get, link, linksOf, send, today, zoom};

// `steps`: those of this page in their order; the file of each is named by the page
export function applyPage(main, load, steps) {
  const step = param("step") || "notice";
  if (step === "notice") return stepPage(main, step, load, (data, ready) => notice(main, data, ready, steps[0]));
  return stepPage(main, steps.includes(step) ? step : "", load, async (data, ready) => {
    const module = await file(main.dataset[step]);
    return module[step](main, data, ready, {...TOOLS, stepLink: data.flow.link});
  });
}
