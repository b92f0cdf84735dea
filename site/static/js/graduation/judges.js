// How days and shapes are judged, as the server does: each answers with the key of a sentence, or nothing.

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

export const judges = {day: dayFault, shape: shapeFault};
