// Makes any phone photo fit: upright, at most 2560 points long, at most 1 MiB, without its EXIF marks.
import {ways} from "./decode.js";
import {inspect} from "./image-kind.js";
import {hintsOf} from "./look.js";

export const LIMIT = 1048576;

const SIDES = [2560, 2048, 1600, 1280];
const QUALITIES = [0.85, 0.75, 0.65, 0.5];
const TYPES = {jpeg: "image/jpeg", png: "image/png"};
const HEIC = "这张照片是 HEIC 格式，无法打开。请用手机相机的“兼容性最佳”格式重新拍摄，或截图后上传";

// {blob, type, hints}; a refusal is an Error whose message people read.
export async function shrink(file, limits) {
  if (!file.size) throw new Error("图片已损坏，无法打开");
  const {kind, side} = await inspect(file);
  if (kind === "other") throw new Error("只支持 JPG、PNG 图片");
  let opened = false;
  for (const way of await ways()) {
    try {
      const picture = await way(file, side, SIDES[0]);
      opened = true;
      const found = await fitted(picture, (canvas) => hintsOf(canvas, picture, limits)).finally(picture.free);
      if (found) return {...found, type: "image/jpeg"};
    } catch (error) {
      // the other way may do
    }
  }
  return unshrunk(file, kind, opened);
}

function unshrunk(file, kind, opened) {
  if (kind === "heic") throw new Error(HEIC);
  if (!opened) throw new Error("图片已损坏，无法打开");
  if (file.size <= LIMIT) return {blob: file, type: TYPES[kind], hints: []};
  const size = (file.size / LIMIT).toFixed(1);
  throw new Error(`图片不能超过1M，您选择的图片为${size}M，系统已尝试压缩，请重新拍摄`);
}

// Down the ladder of sides and qualities until it fits; null where what comes out is not a picture
async function fitted(picture, judge) {
  let before = 0;
  for (const most of SIDES) {
    const scale = Math.min(1, most / Math.max(picture.width, picture.height));
    if (scale === before) continue;
    before = scale;
    const canvas = drawn(picture.source, Math.round(picture.width * scale), Math.round(picture.height * scale));
    try {
      if (isBlank(canvas)) return null;
      const hints = judge(canvas);
      for (const quality of QUALITIES) {
        const blob = await encoded(canvas, quality);
        if (blob && blob.size <= LIMIT) return (await reads(blob)) ? {blob, hints} : null;
      }
    } finally {
      canvas.width = 0;
    }
  }
  return null;
}

function drawn(source, width, height) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.max(1, width), Math.max(1, height)];
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const encoded = (canvas, quality) => new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));

// Old phones draw large photos all black or all white without an error
function isBlank(source) {
  const small = drawn(source, 24, 24);
  const data = small.getContext("2d").getImageData(0, 0, 24, 24).data;
  small.width = 0;
  for (let place = 4; place < data.length; place += 1) if (Math.abs(data[place] - data[place % 4]) > 6) return false;
  return true;
}

async function reads(blob) {
  const [way] = await ways();
  try {
    const picture = await way(blob, 0, 0);
    const blank = isBlank(picture.source);
    picture.free();
    return !blank;
  } catch (error) {
    return false;
  }
}
