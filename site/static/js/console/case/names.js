// How outcomes and states read.
export const OUTCOMES = {pass: "通过", approve: "通过", return: "退回补正", reject: "不通过"};
export const OUTCOME_KINDS = {pass: "ok", approve: "ok", return: "warn", reject: "bad"};
export const STATE_KINDS = {returned: "warn", rejected: "bad", approved: "ok"};
