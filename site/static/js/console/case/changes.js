// What a candidate changed between two rounds, part by part, in the order they were sent.

// → {fresh, rows: Set of keys of changed lines, pictures: Set of new upload ids, gone: how many pictures went}
export function changed(now, before, firstRound) {
  const none = {fresh: !firstRound && !before, rows: new Set(), pictures: new Set(), gone: 0};
  if (!before) return none;
  const earlier = new Set(before.uploads);
  const fresh = now.uploads.filter((id) => !earlier.has(id));
  const keys = [...now.rows, ...before.rows].map((row) => row.key);
  return {
    ...none,
    rows: new Set(keys.filter((key) => textOf(now, key) !== textOf(before, key))),
    pictures: new Set(fresh),
    gone: earlier.size - (now.uploads.length - fresh.length),
  };
}

// What a line says; "" where a round has not got it
export function textOf(part, key) {
  const row = part.rows.find((one) => one.key === key);
  return row ? row.text : "";
}

// Rounds newest first; a case always has one.
export function roundsOf(found) {
  const rounds = [...found.rounds].sort((one, other) => other.round - one.round);
  return {now: rounds[0], before: rounds[1] || null, earlier: rounds.slice(1)};
}
