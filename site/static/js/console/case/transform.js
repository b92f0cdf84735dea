// Where a picture lies on its stage: turn in degrees, zoom as a multiple of "fits", offsets in CSS pixels from the centre.
const MOST = 8;

export const RESTING = Object.freeze({ turn: 0, zoom: 1, x: 0, y: 0 });

export function fit(picture, stage, turn) {
  const sideways = turn % 180 !== 0;
  const width = sideways ? picture.height : picture.width;
  const height = sideways ? picture.width : picture.height;
  return Math.min(stage.width / width, stage.height / height, 2);
}

// Zooms so that the point under the pointer (px, py, counted from the stage's centre) stays where it is.
export function zoomed(pose, factor, px = 0, py = 0) {
  const zoom = Math.min(MOST, Math.max(1, pose.zoom * factor));
  const ratio = zoom / pose.zoom;
  return { ...pose, zoom, x: px - (px - pose.x) * ratio, y: py - (py - pose.y) * ratio };
}

export function moved(pose, dx, dy) {
  return { ...pose, x: pose.x + dx, y: pose.y + dy };
}

export function turned(pose) {
  return { ...RESTING, turn: (pose.turn + 90) % 360 };
}

// No picture may be dragged out of sight: its edge stops at the stage's edge.
export function held(pose, picture, stage) {
  const scale = fit(picture, stage, pose.turn) * pose.zoom;
  const sideways = pose.turn % 180 !== 0;
  const limit = (size, room) => Math.max(0, (size * scale - room) / 2);
  const most = {
    x: limit(sideways ? picture.height : picture.width, stage.width),
    y: limit(sideways ? picture.width : picture.height, stage.height),
  };
  const clamp = (value, bound) => Math.min(bound, Math.max(-bound, value));
  return { ...pose, x: clamp(pose.x, most.x), y: clamp(pose.y, most.y) };
}

export function css(pose, picture, stage) {
  const scale = fit(picture, stage, pose.turn) * pose.zoom;
  return `translate(-50%, -50%) translate(${pose.x}px, ${pose.y}px) rotate(${pose.turn}deg) scale(${scale})`;
}
