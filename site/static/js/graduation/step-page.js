// A page of steps of 申请毕业: the one that its address names, with its place among the five of the manual.
import {all, one, show} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {watchClosing} from "../candidate/closing.js";
import {file} from "../candidate/dialogs-file.js";
import {link} from "../candidate/who.js";
import {isLocked, verdictsOf} from "./mending.js";
import {loadGraduation, stepLink} from "./wizard.js";

// Explanations belong to the scores
const PLACES = {
  notice: [0, "考生须知"], person: [1, "核对个人信息"], scores: [2, "登记成绩"], explanations: [2, "考生情况说明"],
  evaluation: [3, "自我鉴定"], diploma: [4, "毕业证书"], submit: [5, "提交信息"],
};

// `draw(data, ready)` draws the step into its place
export function stepPage(main, step, draw) {
  return loadInto(one("[data-place]", main), loadGraduation, (data) => {
    const away = elsewhere(data, step);
    if (away) {
      location.replace(away);
      return undefined;
    }
    heading(main, step);
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
  if (!PLACES[step]) return link("/graduation/");
  if (step === "notice") return "";
  if (!data.isRead) return stepLink("notice");
  const task = data.task(step);
  return isLocked(data, step) || (task && task.state === "unneeded") ? link("/graduation/") : "";
}

function heading(main, step) {
  const [number, title] = PLACES[step];
  one("h1", main).textContent = title;
  document.title = `${title} - ${document.title}`;
  const steps = one("[data-steps]", main);
  show(steps, number);
  one("p", steps).textContent = `第 ${number} 步，共 5 步：${title}`;
  all("i", steps).slice(0, number).forEach((mark) => mark.classList.add("on"));
}
