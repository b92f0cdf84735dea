// Searches the catalogue of courses without a server: by code, first characters, any part of the name, or the initials of
// its pinyin. The list is fetched once, when the field is first used.

let fetched = null;

// Rows of the file: [code, name, initials, half credits or null, 1 for practice]
function courses(url) {
  fetched = fetched || fetch(url).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer))).catch((problem) => {
    fetched = null;
    throw problem;
  });
  return fetched;
}

const RANKS = [
  ([code], text) => code.startsWith(text),
  ([, name], text) => name.startsWith(text),
  ([, , initials], text) => initials.startsWith(text),
  ([, name], text) => name.includes(text),
  ([, , initials], text) => initials.includes(text),
];

// Full-width brackets and letters, and spaces, come with input methods
const plain = (text) => text.normalize("NFKC").replace(/\s/g, "").toLowerCase();

export function found(rows, typed) {
  const text = plain(typed);
  const rank = (row) => RANKS.findIndex((fits) => fits(row, text));
  return rows.map((row) => [rank(row), row]).filter(([place]) => place >= 0).sort((one, other) => one[0] - other[0]).map(([, row]) => row);
}

const titleOf = ([code, name]) => `${name}（${code}）`;

const noteOf = ([, , , credits2, practice]) => `${credits2 === null ? "学分未公布" : `${credits2 / 2} 学分`}${practice ? "，实践" : ""}`;

// For a combobox
export async function searchCourses(url, text) {
  try {
    const hits = found(await courses(url), text);
    return {found: hits.map((row) => ({value: row[0], label: titleOf(row), note: noteOf(row)})), all: hits.length};
  } catch (problem) {
    return {found: [], all: 0, trouble: "课程列表没有加载，请检查网络后再输入"};
  }
}
