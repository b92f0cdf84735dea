// What a candidate changed between two rounds, part by part, in the order they were sent.

// The part of the round before that each of these stands for: the one of its title, else the one in its place whose
// own title is gone. → {befores: one or undefined per part, dropped: parts that nothing stands for now}
export function paired(parts, earlier) {
  const titles = new Set(parts.map((part) => part.title));
  const befores = parts.map((part, place) => {
    const instead = earlier[place];
    return earlier.find((one) => one.title === part.title) || (instead && !titles.has(instead.title) ? instead : undefined);
  });
  return {befores, dropped: earlier.filter((part) => !befores.includes(part))};
}

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
