// How courses, credits and records of a degree audit read, on both hosts.
import {month} from "../core/time.js";

export const course = ({name, code}) => `${name}（${code}）`;

export const courses = (exams) => exams.map(course).join("、");

// Half credits; what no source tells is never 0
export const credits = (halves) => (halves === null || halves === undefined ? "学分未公布" : `${halves / 2} 学分`);

export const unitTitle = (unit) => unit.names.map((name, index) => course({name, code: unit.codes[index]})).join("、");

const EFFECTS = {exempt: "免考", transferred: "转入", supplemented: "补登"};

// How and when a record was earned, as far as it is known: 2025年04月 72 分, 免考 2026年11月
export function earned({source, session, score}) {
  return [EFFECTS[source], session && month(session), score !== null && `${score} 分`].filter(Boolean).join(" ");
}

export function answerTitle({verdict}) {
  if (verdict.outcome === "complete") return verdict.at_least ? "已列出的课程要求都已满足" : "课程要求已全部满足";
  if (verdict.outcome === "unjudged") return "暂时无法判断";
  return `${verdict.at_least ? "至少" : ""}还差 ${verdict.units} 门`;
}

// The exams still to sit for in one sentence: 最少再通过 4 科考试，共 23 学分
export function effort({exams, credits2, unknown}) {
  if (!exams) return "";
  if (unknown === exams) return `最少再通过 ${exams} 科考试，学分未公布`;
  return `最少再通过 ${exams} 科考试，共 ${credits2 / 2} 学分${unknown ? `（其中 ${unknown} 科学分未公布，未计入）` : ""}`;
}

// "2026-06-30" reads 2026年6月30日
export const dated = (iso) => iso.split("-").map((part, index) => Number(part) + "年月日"[index]).join("");
