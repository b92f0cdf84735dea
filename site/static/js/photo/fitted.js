// The best JPG of what the frame shows that keeps within the limits of bytes. The server writes it anew with qualities of
// the same range.

const [LOWEST, HIGHEST] = [0.6, 0.95];
const TRIES = 5;

const encoded = (canvas, quality) => new Promise((resolve, reject) => {
  canvas.toBlob((blob) => (blob && blob.type === "image/jpeg" ? resolve(blob) : reject(new Error("这个浏览器不能生成照片，请换一个浏览器再试"))), "image/jpeg", quality);
});

export async function fitted(canvas, {least, most}) {
  let found = await encoded(canvas, HIGHEST);
  if (found.size > most) found = await searched(canvas, most);
  if (found.size < least) throw new Error(`照片的细节太少，生成的文件不到 ${least / 1024} KB，请换一张更清晰的原图`);
  return found;
}

async function searched(canvas, most) {
  let [low, high] = [LOWEST, HIGHEST];
  let best = await encoded(canvas, LOWEST);
  if (best.size > most) throw new Error(`照片的噪点太多，生成的文件超过 ${most / 1024} KB，请换一张更清晰的原图`);
  for (let turn = 0; turn < TRIES; turn += 1) {
    const quality = (low + high) / 2;
    const tried = await encoded(canvas, quality);
    if (tried.size > most) high = quality;
    else [low, best] = [quality, tried];
  }
  return best;
}
