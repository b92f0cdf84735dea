// What is wrong in the forms of several steps: days and shapes are judged as the server does, each by the key of a sentence.
// Fetched on its own where pictures weigh enough.
import {faultsOf} from "./form-fields.js";
import {EMOJI, isUnwanted, printed} from "./printing.js";

function dayFault(value, {until, first}, today) {
  if (!isDay(value)) return ["shape"];
  if (value < first) return ["early"];
  return value > (until || today) ? ["beyond"] : [];
}

function isDay(text) {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(Number(moment)) && moment.toISOString().startsWith(text);
}

function shapeFault(value, {pattern}) {
  return new RegExp(`^(?:${pattern})$`).test(value) ? [] : ["shape"];
}

function textFault(value, {longest, required}) {
  if (EMOJI.test(value) || isUnwanted(value)) return ["unwanted"];
  if (required !== undefined && !printed(value)) return ["missing"];
  return [...value].length > Number(longest) ? ["long"] : [];
}

const JUDGES = {day: dayFault, shape: shapeFault, line: textFault, code: textFault, note: textFault};

export const wrong = (fields, today) => faultsOf(fields, today, JUDGES);
