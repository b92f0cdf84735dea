// What the server found when it was sent, for the step that one is sent back to, once.
import {tab} from "../core/store.js";

const placeOf = ({ref, target}) => `faults:transfer_out:${ref}:${target}`;

export function takeFaults(data) {
  const found = tab.get(placeOf(data)) || [];
  tab.drop(placeOf(data));
  return found;
}

export function keepFaults(data, faults) {
  tab.set(placeOf(data), faults.filter(({field}) => field).map(({field, message}) => ({field, message, step: stepOf(field)})));
}

// `items.0.again` is typed with the target
export function stepOf(field) {
  const [, , name = "notice"] = field.split(".");
  return {again: "target", records: "scores"}[name] || name;
}
