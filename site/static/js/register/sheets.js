// 《毕业生登记表》 of one person, drawn the same for candidates, reviewers and batches: the server's Register in, sheets of
// paper out. They are true to size (mm) and belong into an element of class `sheets` (screen.js).
import {all} from "../core/dom.js";
import {printed} from "../candidate/printing.js";
import {back} from "./back.js";
import {courses} from "./courses.js";
import {front} from "./front.js";
import {measured, number} from "./paper.js";

// 正面 and 背面 are one leaf: what 正面 does not hold comes after both
export const sheets = (register) => measured((place) => {
  const [face, ...more] = front(register, place);
  return number([face, ...back(register, place), ...more, ...courses(register, place)]);
});

const isRunOn = (whole) => whole.classList.contains("run-on");

// Only the side with 自我鉴定 and its 续页, of an application that is still being written: {name, evaluation}. What does not
// fit is marked, for it can still be mended.
export function evaluationSheets(register) {
  const made = measured((place) => number(back(register, place)));
  made.forEach((whole) => whole.classList.toggle("over", isRunOn(whole)));
  return made;
}

// How many printed characters did not fit into the box (white space and marks are none)
export function runOn(made) {
  return made.filter(isRunOn).flatMap((whole) => all(".evaluation", whole)).reduce((sum, box) => sum + printed(box.textContent), 0);
}
