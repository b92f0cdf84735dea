// What a candidate changed between two rounds, credential by credential, in the order they were sent.
export const FIELDS = ["type", "number", "year", "month", "province", "note"];

const own = (credential) => Object.keys(credential).filter((name) => !["uploads", "verdict"].includes(name));

function differing(now, before) {
  const names = new Set([...own(now), ...own(before)]);
  return [...names].filter((name) => (now[name] || "") !== (before[name] || ""));
}

// → { fresh, fields: Set of field names, old: the earlier credential, pictures: Set of new upload ids, gone: how many pictures went }
export function changed(now, before, firstRound) {
  if (firstRound) return { fresh: false, fields: new Set(), pictures: new Set(), gone: 0 };
  if (!before) return { fresh: true, fields: new Set(), pictures: new Set(), gone: 0 };
  const earlier = new Set(before.uploads);
  const kept = now.uploads.filter((id) => earlier.has(id));
  return {
    fresh: false,
    fields: new Set(differing(now, before)),
    old: before,
    pictures: new Set(now.uploads.filter((id) => !earlier.has(id))),
    gone: earlier.size - kept.length,
  };
}

export function latest(found) {
  const rounds = [...found.rounds].sort((one, other) => one.round - other.round);
  return { now: rounds[rounds.length - 1], before: rounds[rounds.length - 2] || null, earlier: rounds.slice(0, -1).reverse() };
}
