// What a reviewer named of a returned graduation, and is still as it was.
import {isCalled as isStepCalled, verdictsOf} from "../steps/mending.js";

export function isCalled(data, step) {
  if (step === "photo") return verdictsOf(data, step).length > 0 && data.photo === data.sentPhoto;
  return isStepCalled(data, step, step === "scores" && "explanations");
}
