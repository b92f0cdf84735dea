// How days, shapes and printed text are judged, as the server does: each answers with the key of a sentence, or nothing.

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

const EMOJI = /[\u{1f000}-\u{1faff}\u2600-\u2604\u2607-\u27bf\u2b00-\u2bff\u231a\u231b\u23e9-\u23fa\ufe0f\u20e3\u{e0020}-\u{e007f}]/u;

// Characters as they are printed: no white space, no marks, none that cannot be seen
export const printed = (text) => [...text.normalize("NFC")].filter((one) => !/[\s\p{M}\p{Cf}]/u.test(one)).length;

function proseFault(value, {least, longest}) {
  if (EMOJI.test(value)) return ["emoji"];
  const count = printed(value);
  if (count > longest || [...value].length > 2 * longest) return ["long"];
  return count < least ? ["short"] : [];
}

export const judges = {day: dayFault, shape: shapeFault, prose: proseFault};
