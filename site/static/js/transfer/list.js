// 本市转出: when it can be done, what forbids it, and how far what was sent has come.
import {fill, h, one} from "../core/dom.js";
import {loadInto} from "../core/failure.js";
import {isCalled} from "../steps/mending.js";
import {entry, goesOn, mend, receipt, standing} from "../steps/standing.js";
import {loadTransfer, stepLink} from "./wizard.js";

const MORE = {returned: "点击查看原因", rejected: "审核未通过，查看原因", approved: "审核通过，查看详情"};
const STEPS = ["target", "scores"];

export function transfers(main) {
  const place = one("[data-loading]", main).parentElement;
  return loadInto(place, loadTransfer, (data) => {
    const {barred, lines, sent} = data.page;
    const way = {title: `${document.body.dataset.here}转出`, barred, next: begin(data)};
    fill(place,
      sent && receipt(data, "转出申请已提交", "请等待审核。初审通过后，还须在规定的时间到主考学校现场签字。"),
      sent && standing(data, MORE, {act: mend(data, way)}),
      goesOn(data) && [entry(data, way), lines.length > 0 && summary(lines)]);
  });
}

// Where to go on: what was named first, then what was begun
function begin(data) {
  const {application, drafts, isRead, target} = data;
  const [called] = STEPS.filter((step) => isCalled(data, step));
  if (application) return ["", stepLink(called || (application.state === "returned" ? "submit" : "target"))];
  const begun = STEPS.some((step) => drafts.some((draft) => draft.target === target && draft.step === step));
  if (!isRead) return ["立即申请", stepLink("notice")];
  return begun ? ["继续填写", stepLink("target")] : ["立即申请", stepLink("consequences")];
}

function summary(lines) {
  const free = lines.filter(({reason}) => !reason).length;
  return h("p", {class: "quiet"}, `这个准考证有 ${lines.length} 门合格成绩，其中 ${free} 门可以转出。不能转出的成绩和原因，申请时逐条列出。`);
}
