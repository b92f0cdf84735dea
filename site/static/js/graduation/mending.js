// Of a returned application only what was named is open; what nobody objected to stands as it was sent.

const STEP_OF = {
  核对个人信息: "person", 登记成绩: "scores", 考生情况说明: "scores", 自我鉴定: "evaluation", 毕业照片: "photo",
};

const stepOf = ({title}) => STEP_OF[title] || "diploma";

const named = ({parts}) => parts.filter((part) => part.verdict);

export const verdictsOf = (data, step) => named(data).filter((part) => stepOf(part) === step);

// Of one part of what was sent, by its title
export const isKept = (data, title) => named(data).length > 0 && !named(data).some((part) => part.title === title);

// What the calendar, the plan or the audit asks for anew is open, whatever was objected to
export function isLocked(data, step) {
  const task = data.task(step);
  return named(data).length > 0 && Boolean(task) && task.state === "done" && !task.reopened && !verdictsOf(data, step).length;
}
