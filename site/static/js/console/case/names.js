// How outcomes and states read.
export const OUTCOMES = {pass: "通过", approve: "通过", return: "退回补正", reject: "不通过"};
export const OUTCOME_KINDS = {pass: "ok", approve: "ok", return: "warn", reject: "bad"};
export const STATE_KINDS = {returned: "warn", rejected: "bad", approved: "ok"};
export const FEES = {due: ["warn", "待缴费"], paid: ["ok", "已缴费"], at_school: ["warn", "由学校收费，待确认"]};

export const isLive = (found) => ["submitted", "under_review"].includes(found.state);

// A signature is no judgement: it is recorded
export const isSignature = (stage) => stage === "signature";
