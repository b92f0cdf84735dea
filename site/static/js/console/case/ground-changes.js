// What became of the grounds of a pass between two looks at them, in sentences for the reviewer.
import {course, earned} from "../../degree/words.js";
import {outcomeOf} from "../grounds/transfer-in.js";

export function changesOf(before, after) {
  if (before.digest !== after.digest) return ["考生提交了新的内容"];
  const [then, now] = [before.grounds, after.grounds];
  return [
    then.plan_rev !== now.plan_rev && "专业考试计划有更新",
    ...between(then.body.rows || [], now.body.rows || [], (row) => row.record, recordChange),
    ...between(then.body.lines || [], now.body.lines || [], (line) => line.code, lineChange),
    ...between(then.body.missing || [], now.body.missing || [], (item) => item.key, gapChange),
    ...between(barring(before), barring(after), (check) => check.key, barChange),
  ].filter(Boolean);
}

// What the machine itself forbids a pass for
const barring = ({checks = []}) => checks.filter(({state}) => state === "block");

// `tell(old, fresh)` of everything that is in either list; null stands for what is not there
function between(then, now, keyOf, tell) {
  const [old, fresh] = [then, now].map((list) => new Map(list.map((item) => [keyOf(item), item])));
  return Array.from(new Set([...old.keys(), ...fresh.keys()])).map((key) => tell(old.get(key), fresh.get(key)));
}

function recordChange(old, fresh) {
  if (!fresh) return `${course(old)}的成绩不再计入`;
  if (!old) return `新计入${course(fresh)}的成绩：${earned(fresh)}`;
  if (earned(old) !== earned(fresh)) return `${course(fresh)}的成绩由“${earned(old)}”改为“${earned(fresh)}”`;
  return JSON.stringify(old) !== JSON.stringify(fresh) && `${course(fresh)}的学分或用途有更新`;
}

// Of a course that arrived: what it becomes here
function lineChange(old, fresh) {
  return old && fresh && outcomeOf(old) !== outcomeOf(fresh) && `${course(fresh)}：${outcomeOf(fresh)}`;
}

function gapChange(old, fresh) {
  if (!fresh) return `不再缺少：${old.title}`;
  if (!old) return `新缺少：${fresh.title}`;
  return old.text !== fresh.text && `${fresh.title}：${fresh.text}`;
}

function barChange(old, fresh) {
  return fresh && (!old || old.detail !== fresh.detail) && `${fresh.text}：${fresh.detail}`;
}
