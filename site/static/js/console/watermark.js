// Who looks at the pictures and when, written across them, so that a photograph of the screen names its taker.
const TILES = 15;

export function watermark(layer, words) {
  const tiles = Array.from({ length: TILES }, () => document.createElement("span"));
  const write = () => tiles.forEach((tile) => { tile.textContent = words(); });
  write();
  layer.replaceChildren(...tiles);
  setInterval(write, 60000);
}
