// Where the faults of a refused call are shown: beside the field that each names, else above the form.
import {wordsWithRef} from "../../../core/words.js";

// `ids`: of the fields by the names that the server gives them
export function faultsOf(problem, ids) {
  if (problem.status === undefined) throw problem;
  const named = problem.fields.map(({field, message}) => ({id: ids[field], message}));
  return named.length ? named : [{message: wordsWithRef(problem)}];
}
