// One picture of a credential: shrinking, on its way, accepted, or refused with a way on.
import {Problem, send} from "../core/api.js";
import {fill, h, one} from "../core/dom.js";
import {later} from "../core/later.js";
import {isOffline} from "../core/network.js";
import {words} from "../core/words.js";
import {zoom} from "./zoom.js";

const HINTS = {blurred: "可能不够清晰，建议重拍", dark: "可能太暗，建议重拍", small: "图片偏小，文字可能看不清"};

// Fetched on its own, when the first picture is chosen.
export const sending = () => later(one("[data-sending]").dataset.sending).catch(() => {
  throw new Problem(0, {message: "网络不稳定，图片未上传成功，请重试"});
});

const hinted = (hints) => {
  const seen = (hints || []).map((hint) => HINTS[hint]).filter(Boolean);
  return seen.length ? h("p", {}, h("span", {class: "tag warn"}, "提示"), " ", seen.join("；")) : null;
};

// `hooks`: changed(picture) after every change of state, removed(picture), raised(picture), say(text) for screen readers
export function pictureOf({name, hooks, limits}) {
  const picture = {id: "", key: "", state: "waiting", label: name, retry: null, cancel: () => {}};
  const [thumb, text, tools] = [h("div", {class: "thumb", "aria-hidden": "true"}), h("div", {}), h("div", {class: "tools"})];
  picture.element = h("li", {class: "pic"}, thumb, text, tools);

  const tool = (label, act, kind) => h("button", {type: "button", class: `link ${kind || ""}`, onclick: act, "aria-label": `${label}${picture.label}`, "data-tool": label}, label);
  const raise = tool("前移", () => hooks.raised(picture));
  const drop = () => {
    picture.cancel();
    hooks.removed(picture);
  };

  function draw(state, body, buttons) {
    picture.state = state;
    picture.retry = null;
    fill(text, h("p", {}, h("b", {}, picture.label)), body);
    fill(tools, buttons, raise);
    hooks.changed(picture);
  }

  picture.rename = (label, first) => {
    picture.label = label;
    raise.hidden = first;
    const title = one("b", text);
    if (title) title.textContent = label;
    tools.querySelectorAll("button").forEach((button) => button.setAttribute("aria-label", button.dataset.tool + label));
  };

  picture.accepted = ({id, thumb_url: url, hints}) => {
    picture.id = id;
    if (url) fill(thumb, h("img", {src: url, alt: "", width: 80, height: 80}));
    draw("accepted", hinted(hints) || h("p", {class: "quiet"}, "已上传"), [tool("查看", () => zoom(picture.id, picture.label)), tool("移除", drop, "grave")]);
  };

  picture.wait = () => draw("waiting", h("p", {class: "quiet"}, "等待处理…"), tool("取消", drop));

  picture.gone = () => draw("failed", h("p", {class: "bad"}, "图片已失效，请重新上传"), tool("移除", drop, "grave"));

  picture.load = async (file) => {
    const control = new AbortController();
    picture.cancel = () => control.abort();
    draw("waiting", h("p", {class: "quiet"}, "正在处理图片…"), tool("取消", drop));
    try {
      const {bring} = await sending();
      const under = (parts, hints) => draw("waiting", [parts, hinted(hints)], tool("取消", drop));
      picture.accepted(await bring(file, {limits, under, label: picture.label, signal: control.signal}, {send, Problem}));
      hooks.say(`${picture.label}已上传`);
    } catch (problem) {
      if (!control.signal.aborted) refused(problem, file);
    }
  };

  function refused(problem, file) {
    const waits = problem.status === 0 && isOffline();
    const message = waits ? "网络已断开，恢复后自动上传" : problem.status === undefined ? problem.message : words(problem);
    const hopeless = problem.status === undefined || problem.status === 422;
    const again = () => picture.load(file);
    draw("failed", h("p", {class: "bad"}, message), [hopeless ? null : tool("重新上传", again), tool("移除", drop, "grave")]);
    picture.retry = hopeless ? null : again;
    if (hopeless) hooks.hopeless(picture);
    hooks.say(`${picture.label}：${message}`);
  }

  return picture;
}
