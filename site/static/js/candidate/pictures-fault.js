// What keeps the pictures from being sent; `missing` is said where there must be one
export function picturesFault(pictures, missing) {
  if (pictures.waiting()) return `有 ${pictures.waiting()} 张图片还在上传，请等上传完成`;
  if (pictures.failed()) return `有 ${pictures.failed()} 张图片没有上传成功，请重新上传或移除`;
  return pictures.ids().length ? "" : missing;
}
