// How courses and credits read.

// Credits come as half credits; where no source knows them we say so
export const credits = (halves) => (halves === null || halves === undefined ? "未公布" : String(halves / 2));

export const courseTitle = (unit) => unit.names.map((name, index) => `${name}（${unit.codes[index]}）`).join("、");
