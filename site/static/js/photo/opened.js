// Opens a chosen file the right way up as {source, width, height}; a refusal is an Error whose message people read.
import {ways} from "../candidate/decode.js";
import {inspect} from "../candidate/image-kind.js";

// What is larger is shrunk while it is decoded, for the memory of old phones
const SIDE = 2560;
const DAMAGED = "照片已损坏，无法打开，请重新选择";
const HEIC = "这张照片是 HEIC 格式，无法打开。请用手机相机的“兼容性最佳”格式重新拍摄，或截图后选择";

// `least`: {width, height} of what is cut out of it, which is never made larger
export async function opened(file, least) {
  if (!file.size) throw new Error(DAMAGED);
  const {kind, side} = await inspect(file);
  if (kind === "other") throw new Error("只支持 JPG、PNG 图片，请重新选择");
  const picture = await decoded(file, side);
  if (!picture) throw new Error(kind === "heic" ? HEIC : DAMAGED);
  const {width, height} = picture;
  if (width < least.width || height < least.height) {
    picture.free();
    throw new Error(`照片太小：宽 ${width}、高 ${height} 像素，至少应为宽 ${least.width}、高 ${least.height} 像素，请选择更清晰的原图`);
  }
  return picture;
}

async function decoded(file, side) {
  for (const way of await ways()) {
    try {
      return await way(file, side, SIDE);
    } catch (error) {
      // the other way may do
    }
  }
  return null;
}
