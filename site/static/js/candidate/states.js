// How states read and which colour stands beside the words.

const KINDS = {
  submitted: "brand", under_review: "brand", returned: "warn", rejected: "bad", approved: "ok", passed: "ok", draft: "warn",
};

const TEXTS = {
  none: "未申请", draft: "草稿", submitted: "待审核", under_review: "审核中", returned: "需补正", rejected: "审核未通过",
  approved: "审核通过", passed: "已合格", no_need: "不需要申请", blocked: "不能申请", withdrawn: "已撤回", expired: "已过期", cancelled: "已终止",
};

export const kindOf = (state) => KINDS[state] || "";

export const textOf = (state, given) => given || TEXTS[state] || state;
