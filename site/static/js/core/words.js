// What a person reads when a call failed. Our own server's sentence wins (it has a code: gateways have none); else ours.

const BY_STATUS = {
  0: "网络不稳定，请检查网络后重试。",
  401: "登录已过期，请重新登录。",
  403: "没有权限执行此操作，请刷新页面后重试。",
  404: "没有找到相关内容。",
  409: "内容刚刚有更新，请刷新页面后重试。",
  413: "内容太大，请减少后重试。",
  422: "提交前请修改标出的内容。",
  429: "操作过于频繁，请稍后再试。",
};

export function words(problem) {
  if (problem.status === undefined) return "页面出了问题，请刷新后重试。";
  if (problem.code && problem.message) return problem.message;
  return BY_STATUS[problem.status] || (problem.status >= 500 ? "系统暂时无法处理，请稍后再试。" : "操作未能完成，请稍后再试。");
}

// The sentence and the number to name on the telephone
export function wordsWithRef(problem) {
  return problem.ref && (problem.status >= 500 || problem.status === 403) ? `${words(problem)}（错误编号 ${problem.ref}）` : words(problem);
}
