// What is sent of a graduation, and where each of its faults is mended.

// `seen` is what 登记成绩 showed, or where nothing was changed there, what stands on this page
export function itemOf({photo, said}, {missing, asks_diploma: asks, seen}) {
  const words = new Map((said("explanations").explanations || []).map((one) => [one.key, one.words]));
  const {scores, seen: shown} = said("scores");
  return {
    person: said("person").person,
    scores: {plan: scores.plan, addon: scores.addon},
    explanations: missing.map(({key}) => ({key, words: words.get(key) || ""})),
    evaluation: said("evaluation").evaluation,
    diploma: asks ? said("diploma").diploma : null,
    photo,
    seen: shown || seen,
  };
}

// `items.0.diploma.number` is typed on the page of that step, `items.0.seen` was shown with the scores
export const hrefOf = ({link, stepLink}) => (field) => {
  const step = field.split(".")[2] || field;
  if (step === "notice_version") return stepLink("notice");
  if (step === "photo") return link("/graduation/photo/");
  return stepLink(step === "seen" ? "scores" : step, {back: "submit"});
};
