// One picture of a credential: shrinking, on its way, accepted, or refused with a way on.
import {Problem} from "../core/api.js";
import {fill, h, one} from "../core/dom.js";
import {later} from "../core/later.js";
import {words} from "../core/words.js";
import {transfer} from "./transfer.js";
import {zoom} from "./zoom.js";

const HINTS = {
  blurred: "可能不够清晰，建议重拍", dark: "可能太暗，建议重拍", sideways: "文字方向可能不正，请核对", small: "图片偏小，文字可能看不清",
};

// The shrinking is fetched on its own, when the first picture is chosen.
async function fitted(file) {
  const module = await later(one("[data-shrink]").dataset.shrink).catch(() => {
    throw new Problem(0, {message: "网络不稳定，图片未上传成功，请重试"});
  });
  return module.shrink(file);
}

// `changed` is told of every change of state; `say` is heard by screen readers
export function pictureOf({name, changed, removed, say}) {
  const picture = {id: "", state: "waiting", cancel: () => {}};
  const [thumb, text, tools] = [h("div", {class: "thumb", "aria-hidden": "true"}), h("div", {}), h("div", {class: "tools"})];
  picture.element = h("li", {class: "pic"}, thumb, text, tools);

  const tool = (label, act, kind) => h("button", {type: "button", class: `link ${kind || ""}`, onclick: act, "aria-label": `${label}${picture.label}`}, label);
  const drop = () => {
    picture.cancel();
    removed(picture);
  };
  picture.label = name;

  function draw(state, body, buttons) {
    picture.state = state;
    fill(text, h("p", {}, h("b", {}, picture.label)), body);
    fill(tools, buttons);
    changed();
  }

  picture.rename = (label) => {
    picture.label = label;
    const title = one("b", text);
    if (title) title.textContent = label;
  };

  picture.accepted = ({id, thumb_url: url, hints}) => {
    picture.id = id;
    const seen = (hints || []).map((hint) => HINTS[hint]).filter(Boolean);
    if (url) fill(thumb, h("img", {src: url, alt: "", width: 80, height: 80}));
    draw("accepted", seen.length ? h("p", {}, h("span", {class: "tag warn"}, "提示"), " ", seen.join("；")) : h("p", {class: "quiet"}, "已上传"),
      [tool("查看", () => zoom(picture.id, picture.label)), tool("移除", drop, "grave")]);
  };

  picture.wait = () => draw("waiting", h("p", {class: "quiet"}, "等待处理…"), tool("取消", drop));

  picture.gone = () => draw("failed", h("p", {class: "bad"}, "图片已失效，请重新上传"), tool("移除", drop, "grave"));

  picture.load = async (file) => {
    const control = new AbortController();
    picture.cancel = () => control.abort();
    draw("waiting", h("p", {class: "quiet"}, "正在处理图片…"), tool("取消", drop));
    try {
      const {blob, type} = await fitted(file);
      const bar = h("progress", {max: 100, value: 0, "aria-label": `上传进度：${picture.label}`});
      const percent = h("p", {class: "quiet num"}, "上传中 0%");
      draw("waiting", [percent, bar], tool("取消", drop));
      const progress = (part) => {
        bar.value = Math.round(part * 100);
        percent.textContent = part < 1 ? `上传中 ${bar.value}%` : "已传完，正在检查…";
      };
      picture.accepted(await transfer(blob, type, {progress, signal: control.signal}));
      say(`${picture.label}已上传`);
    } catch (problem) {
      if (control.signal.aborted) return;
      refused(problem, file);
    }
  };

  function refused(problem, file) {
    const message = problem.status === undefined ? problem.message : words(problem);
    const again = problem.status === undefined || problem.status === 422 ? null : tool("重新上传", () => picture.load(file));
    draw("failed", h("p", {class: "bad"}, message), [again, tool("移除", drop, "grave")]);
    say(`${picture.label}：${message}`);
  }

  return picture;
}
