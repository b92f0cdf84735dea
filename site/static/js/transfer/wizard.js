// 本市转出: its steps, and what each of them holds of what is sent.
import {link, param} from "../candidate/who.js";
import {loadSteps} from "../steps/data.js";
import {takeFaults} from "./faults.js";

export const stepLink = (step, more) => link("/transfers/out/apply/", {step, ...more});

const PARTS = {
  target: ({target}) => ({target, again: target.ticket}),
  scores: ({scores}) => ({records: scores.map(({record}) => record)}),
};

const FLOW = {
  business: "transfer_out", path: "transfer-out", home: "/transfers/out/", link: stepLink,
  places: {
    notice: [0, "考生须知"], consequences: [0, "转出前请确认"], target: [1, "填写转入信息"], scores: [2, "勾选成绩"], submit: [3, "核对并提交"],
  },
  partOf: (content, step) => PARTS[step](content),
};

// Which scores can leave follows the record of the moment: they may change in any round. What it means was read by
// whoever mends
export async function loadTransfer() {
  const data = await loadSteps(FLOW);
  const {application, page: {barred}} = data;
  const found = param("back") === "submit" ? takeFaults(data) : [];
  const steps = [!application && "consequences", "target", "scores"];
  data.task = (step) => {
    if (barred) return {state: "unneeded", missing: []};
    return steps.includes(step) ? {state: "done", reopened: step === "scores", missing: found.filter((one) => one.step === step)} : undefined;
  };
  return data;
}
