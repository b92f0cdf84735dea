// What a candidate changed between two rounds, credential by credential, in the order they were sent.
const TYPED = ["type", "level", "number", "year", "month", "province", "note"];

// → {fresh, fields: Set of changed names, pictures: Set of new upload ids, gone: how many pictures went}
export function changed(now, before, firstRound) {
  const none = {fresh: !firstRound && !before, fields: new Set(), pictures: new Set(), gone: 0};
  if (!before) return none;
  const earlier = new Set(before.uploads);
  const fresh = now.uploads.filter((id) => !earlier.has(id));
  return {
    ...none,
    fields: new Set(TYPED.filter((name) => (now[name] || "") !== (before[name] || ""))),
    pictures: new Set(fresh),
    gone: earlier.size - (now.uploads.length - fresh.length),
  };
}

// Rounds newest first; a case always has one.
export function roundsOf(found) {
  const rounds = [...found.rounds].sort((one, other) => other.round - one.round);
  return {now: rounds[0], before: rounds[1] || null, earlier: rounds.slice(1)};
}
