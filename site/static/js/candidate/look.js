// What is worth a hint before a picture is sent, by the same measures as the server's (domain/pictures.py), which looks
// again. `limits` holds its thresholds.

const JUDGED = 900;

// `canvas` is the upright picture as it will be sent, `width` and `height` what it measured before
export function hintsOf(canvas, {width, height}, limits) {
  const {light, contrast, sharpness} = measured(canvas);
  const found = {
    blurred: contrast >= limits.contrastLeast && sharpness * 100 < limits.sharpLeast,
    dark: light < limits.paperDark,
    small: Math.max(width, height) < limits.longLeast || Math.min(width, height) < limits.shortLeast,
  };
  return Object.keys(found).filter((name) => found[name]);
}

function measured(canvas) {
  const scale = Math.min(1, JUDGED / Math.max(canvas.width, canvas.height));
  const [width, height] = [Math.max(2, Math.round(canvas.width * scale)), Math.max(2, Math.round(canvas.height * scale))];
  const small = document.createElement("canvas");
  [small.width, small.height] = [width, height];
  const context = small.getContext("2d");
  context.drawImage(canvas, 0, 0, width, height);
  const {data} = context.getImageData(0, 0, width, height);
  small.width = 0;
  const [lumas, steps] = [new Uint32Array(256), new Uint32Array(256)];
  const luma = (place) => Math.round(0.299 * data[place] + 0.587 * data[place + 1] + 0.114 * data[place + 2]);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const place = (y * width + x) * 4;
      const here = luma(place);
      lumas[here] += 1;
      if (x + 1 < width) steps[Math.abs(here - luma(place + 4))] += 1;
      if (y + 1 < height) steps[Math.abs(here - luma(place + width * 4))] += 1;
    }
  }
  const light = level(lumas, 0.95);
  const contrast = light - level(lumas, 0.01);
  return {light, contrast, sharpness: level(steps, 0.998) / Math.max(1, contrast)};
}

// The value that this share of all points does not exceed
function level(histogram, share) {
  let left = share * histogram.reduce((sum, count) => sum + count, 0);
  return histogram.findIndex((count) => {
    left -= count;
    return left <= 0;
  });
}
