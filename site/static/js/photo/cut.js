// 裁切: a fixed frame over a picture that is moved, made larger and turned by dragging, keys or buttons; below it the
// photograph as it will be sent.
import {fill, h, one} from "../core/dom.js";
import {fitted} from "./fitted.js";
import {follow} from "./gestures.js";
import {later} from "./settling.js";
import {viewOf} from "./view.js";

const STEP = 16;
const ZOOM = 1.1;
const MOVES = {左移: [-STEP, 0], 右移: [STEP, 0], 上移: [0, -STEP], 下移: [0, STEP]};
const KEYS = {ArrowLeft: MOVES.左移, ArrowRight: MOVES.右移, ArrowUp: MOVES.上移, ArrowDown: MOVES.下移};

// `wanted`: {width, height, least, most} of the file, and sent(blob, button, place of a refusal)
export function cutting(place, picture, {width, height, least, most, sent}) {
  const canvas = h("canvas", {width, height, tabindex: "0", role: "img", "aria-label": "裁切框：方向键移动照片，加号和减号缩放", "aria-describedby": "cut-hint"});
  const view = viewOf(canvas, picture);
  const zoom = h("input", {type: "range", id: "cut-zoom", min: 0, max: 100, value: 0, oninput: () => view.zoomTo(zoom.value / 100)});
  const [result, said] = [h("div", {class: "portrait", role: "status"}), h("div", {})];
  const button = h("button", {type: "button", class: "btn", disabled: true, onclick: () => sent(made, button, said)}, "上传照片");
  let made = null;

  const settle = later(async (isLast) => {
    const found = await fitted(canvas, {least, most}).catch((error) => error);
    if (!isLast()) return;
    made = found instanceof Error ? null : found;
    button.disabled = !made;
    fill(result, made ? shown(made, width, height) : h("p", {class: "banner warn"}, found.message));
  });
  view.changed = () => {
    button.disabled = true;
    zoom.value = Math.round(view.zoomed() * 100);
    settle();
  };
  follow(canvas, view);
  canvas.addEventListener("keydown", (event) => pressed(event, view));
  fill(place,
    h("h2", {tabindex: "-1"}, "裁切照片"),
    h("p", {class: "hint", id: "cut-hint"}, "拖动照片，让头部和双肩完整、居中，头部落在虚线内。双指或下面的按钮可以缩放。"),
    h("div", {class: "stage"}, canvas, h("span", {class: "guide", "aria-hidden": "true"})),
    h("div", {class: "field"}, h("label", {for: zoom.id}, "缩放"), zoom),
    tools(view),
    h("h3", {}, "上传后的样子"),
    result,
    said,
    h("div", {class: "actions"}, button));
  view.reset();
  one("h2", place).focus();
}

function pressed(event, view) {
  const {key} = event;
  if (KEYS[key]) view.move(...KEYS[key]);
  else if (key === "+" || key === "=") view.zoomBy(ZOOM);
  else if (key === "-") view.zoomBy(1 / ZOOM);
  else return;
  event.preventDefault();
}

function tools(view) {
  const tool = (label, act) => h("button", {type: "button", class: "btn second small", onclick: act}, label);
  return h("div", {class: "tools", role: "group", "aria-label": "调整照片"},
    tool("放大", () => view.zoomBy(ZOOM)), tool("缩小", () => view.zoomBy(1 / ZOOM)),
    Object.entries(MOVES).map(([label, by]) => tool(label, () => view.move(...by))),
    tool("旋转", view.turn), tool("还原", view.reset));
}

function shown(blob, width, height) {
  const url = URL.createObjectURL(blob);
  const image = h("img", {src: url, alt: "裁好的照片", width, height, onload: () => URL.revokeObjectURL(url)});
  const size = (blob.size / 1024).toFixed(1);
  return [image, h("div", {},
    h("p", {}, h("span", {class: "tag ok"}, "符合要求"), ` 宽 ${width}、高 ${height} 像素，JPG，${size} KB`),
    h("p", {class: "quiet"}, "请看清面部是否清晰、背景是否干净，不合适可以继续调整。"))];
}
