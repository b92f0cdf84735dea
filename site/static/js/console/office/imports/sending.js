// Sends what was chosen, to be judged or to be written. The server writes people a hundred a request: the same file is
// sent until nobody is left.
import {showErrors} from "../../../core/errors.js";
import {writeOffice} from "../../shared/review.js";
import {faultsOf} from "../shared/faults.js";

const PATIENCE = 60000;

export function orderOf({kind, rows}, content) {
  const stated = rows.value.trim();
  return {kind: kind.value, content, ...(stated && {rows: Number(stated)})};
}

// → what the server says of it, or null once a fault is shown
export async function bring({form, kind, file, rows}, order) {
  try {
    return await writeOffice("imports", order, {timeout: PATIENCE});
  } catch (problem) {
    const unreadable = problem.code === "unreadable";
    showErrors(form, unreadable ? [{id: file.id, message: problem.message}] : faultsOf(problem, {content: file.id, rows: rows.id, kind: kind.id}));
    return null;
  }
}

// `said(told)` after each part. → the last answer, with `left` where no part gets any further; null once a fault is shown
export async function bringAll(page, order, said) {
  for (let left = Infinity; ;) {
    const told = await bring(page, order);
    if (!told || told.faults || !told.left || told.left >= left) return told;
    left = told.left;
    said(told);
  }
}
