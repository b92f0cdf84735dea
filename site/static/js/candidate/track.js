// The long way of an application, step by step with dates: 已提交 → 学校初审 → … → 毕业.
import {h} from "../core/dom.js";
import {fullDay} from "../core/time.js";

const NOW = {confirmed: "请核对课程并确认", due: "请在缴费时间内缴费", signature: "请到主考学校核对并签字"};
const FAILED = {due: "缴费时间已过"};

export const isOwed = ({track: marks}) => marks.some((mark) => mark.key === "due" && mark.state === "now");

// `marks` is the server's `track`; `text` what the state of the application is called
export function track(marks, text) {
  return h("ol", {class: "time"}, marks.map((mark) =>
    h("li", {class: mark.state, "aria-current": mark.state === "now" ? "step" : null},
      h("b", {}, mark.text), h("br"),
      h("span", {class: "quiet num"}, {done: "已完成", now: [NOW[mark.key] || "正在办理", mark.note].filter(Boolean).join("。"), failed: FAILED[mark.key] || text, ahead: "尚未开始"}[mark.state], mark.at && ` ${fullDay(mark.at)}`))));
}
