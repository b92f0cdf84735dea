// What the list and step 1 say where nothing can be asked for.
import {canChoose} from "./wizard.js";

// Why no course can be chosen; "" where one can
export function noneToChoose({eligible, required_passes: least, theory_passes: have, units}) {
  if (!eligible) return `还差 ${least - have} 门理论课程合格成绩，暂时不能申请。`;
  return units.some(canChoose) ? "" : "没有可以申请免考的课程：各门课程都已合格、已免考或正在办理。";
}
