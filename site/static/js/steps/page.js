// A page of steps: the one that its address names, with its place among those that are counted.
import {all, one, show} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {watchClosing} from "../candidate/closing.js";
import {file} from "../candidate/dialogs-file.js";
import {link} from "../candidate/who.js";
import {isLocked, verdictsOf} from "./mending.js";

// `draw(data, ready)` draws the step into its place
export function stepPage(main, step, load, draw) {
  return loadInto(one("[data-place]", main), load, (data) => {
    const away = elsewhere(data, step);
    if (away) {
      location.replace(away);
      return undefined;
    }
    heading(main, data.flow.places, step);
    watchClosing(data.window, step === "submit" ? one("[data-next]") : null, step === "notice");
    const place = one(`[data-step=${step}]`, main);
    return Promise.all([reasons(main, verdictsOf(data, step)), draw(data, () => {
      show(one("[data-loading]", main), false);
      show(place, true);
    })]).then(([found]) => place.before(...found));
  });
}

// What reviewers said of it
async function reasons(main, parts) {
  if (!parts.length) return [];
  const {reasonBox} = await file(main.dataset.mending);
  return parts.map(({title, verdict}) => reasonBox(`${title}需要补正`, verdict));
}

// 考生须知 comes first; what is not asked for, or stands as it was sent, is no step
function elsewhere(data, step) {
  const {home, places, link: stepLink} = data.flow;
  if (!places[step]) return link(home);
  if (step === "notice") return "";
  if (!data.isRead) return stepLink("notice");
  const task = data.task(step);
  return isLocked(data, step) || (task && task.state === "unneeded") ? link(home) : "";
}

function heading(main, places, step) {
  const [number, title] = places[step];
  one("h1", main).textContent = title;
  document.title = `${title} - ${document.title}`;
  const steps = one("[data-steps]", main);
  const marks = all("i", steps);
  show(steps, number);
  one("p", steps).textContent = `第 ${number} 步，共 ${marks.length} 步：${title}`;
  marks.slice(0, number).forEach((mark) => mark.classList.add("on"));
}
