// 申请毕业: its steps, what each of them holds of what is sent, and its photograph.
import {link} from "../candidate/who.js";
import {loadSteps} from "../steps/data.js";
import {isLocked} from "../steps/mending.js";

const FIELDS = {
  person: ["person"], scores: ["scores", "seen"], explanations: ["explanations"], evaluation: ["evaluation"], diploma: ["diploma"],
};

export const STEPS = Object.keys(FIELDS);

// The diploma takes pictures, and has a page of its own
export const stepLink = (step, more) => (step === "diploma" ? link("/graduation/diploma/", more) : link("/graduation/apply/", {step, ...more}));

const FLOW = {
  business: "graduation", path: "graduation", home: "/graduation/", link: stepLink,
  // Explanations belong to the scores
  places: {
    notice: [0, "考生须知"], person: [1, "核对个人信息"], scores: [2, "登记成绩"], explanations: [2, "考生情况说明"],
    evaluation: [3, "自我鉴定"], diploma: [4, "毕业证书"], submit: [5, "提交信息"],
  },
  partOf: (content, step) => Object.fromEntries(FIELDS[step].filter((name) => content[name]).map((name) => [name, content[name]])),
};

export async function loadGraduation() {
  const data = await loadSteps(FLOW);
  const {application, page: {photo, tasks}} = data;
  data.task = (step) => tasks.find((one) => one.step === step);
  const sentPhoto = application ? application.rounds[application.rounds.length - 1].content.photo : "";
  return Object.assign(data, {sentPhoto, photo: photo && !isLocked(data, "photo") ? photo.id : sentPhoto});
}
