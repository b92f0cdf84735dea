// What a reviewer named of a returned application, and is still as it was.
import {verdictsOf} from "./mending.js";

export function isCalled(data, step) {
  if (!verdictsOf(data, step).length) return false;
  if (step === "photo") return data.photo === data.sentPhoto;
  return !data.drafts.some((draft) => draft.target === data.target && [step, step === "scores" && "explanations"].includes(draft.step));
}
