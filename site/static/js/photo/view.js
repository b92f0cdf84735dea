// Where a picture lies under the frame: it always covers it, and is never drawn larger than it is.

// `canvas` is the frame; `picture` {source, width, height}. The owner sets `changed`.
export function viewOf(canvas, picture) {
  const context = canvas.getContext("2d");
  const {width: wide, height: high} = canvas;
  let [seen, scale, x, y] = [picture, 1, 0, 0];
  const least = () => Math.max(wide / seen.width, high / seen.height);
  const between = (value, low, most) => Math.min(most, Math.max(low, value));

  const view = {
    changed: () => {},
    // 0 shows as much as can be, 1 every point of the picture
    zoomed: () => (least() < 1 ? (scale - least()) / (1 - least()) : 0),
    move(right, down) {
      place(scale, x + right, y + down);
    },
    // About a point of the frame, its middle where none is named
    zoomBy(factor, at = {x: wide / 2, y: high / 2}) {
      const to = between(scale * factor, least(), 1);
      place(to, at.x - ((at.x - x) * to) / scale, at.y - ((at.y - y) * to) / scale);
    },
    zoomTo(share) {
      view.zoomBy((least() + share * (1 - least())) / scale);
    },
    reset() {
      seen = picture;
      middle();
    },
    turn() {
      const fits = seen.height >= wide && seen.width >= high;
      if (fits) seen = turned(seen);
      middle();
    },
  };

  function middle() {
    place(least(), (wide - seen.width * least()) / 2, (high - seen.height * least()) / 2);
  }

  function place(to, left, top) {
    scale = to;
    x = between(left, wide - seen.width * scale, 0);
    y = between(top, high - seen.height * scale, 0);
    context.imageSmoothingQuality = "high";
    context.fillStyle = "#fff";
    context.fillRect(0, 0, wide, high);
    context.drawImage(seen.source, x, y, seen.width * scale, seen.height * scale);
    view.changed();
  }

  return view;
}

// A quarter to the right
function turned({source, width, height}) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [height, width];
  const context = canvas.getContext("2d");
  context.translate(height, 0);
  context.rotate(Math.PI / 2);
  context.drawImage(source, 0, 0, width, height);
  return {source: canvas, width: height, height: width};
}
