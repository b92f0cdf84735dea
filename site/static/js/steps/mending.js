// Of a returned application only what was named is open; what nobody objected to stands as it was sent.

const named = ({parts}) => parts.filter((part) => part.verdict);

export const verdictsOf = (data, step) => named(data).filter((part) => part.step === step);

// Of one part of what was sent, by its key; the proof that another year asks for was not
export const isKept = (data, key) => named(data).length > 0 && data.parts.some((part) => part.key === key && !part.verdict);

// What the calendar, the plan or the audit asks for anew is open, whatever was objected to
export function isLocked(data, step) {
  const task = data.task(step);
  return named(data).length > 0 && Boolean(task) && task.state === "done" && !task.reopened && !verdictsOf(data, step).length;
}

// What a reviewer named, and is still as it was; `also` is a further step that holds something of this one
export const isCalled = (data, step, also) => verdictsOf(data, step).length > 0
  && !data.drafts.some((draft) => draft.target === data.target && [step, also].includes(draft.step));
