// One finger or the mouse moves the picture, two fingers make it larger or smaller.

export function follow(canvas, view) {
  const held = new Map();
  // Points of the frame for points of the screen
  const grain = () => canvas.width / canvas.getBoundingClientRect().width;
  const spread = () => {
    const [one, other] = Array.from(held.values());
    return Math.hypot(one.x - other.x, one.y - other.y) || 1;
  };
  const middle = () => {
    const [one, other] = Array.from(held.values());
    const box = canvas.getBoundingClientRect();
    return {x: ((one.x + other.x) / 2 - box.left) * grain(), y: ((one.y + other.y) / 2 - box.top) * grain()};
  };
  const end = (event) => held.delete(event.pointerId);

  canvas.addEventListener("pointerdown", (event) => {
    held.set(event.pointerId, {x: event.clientX, y: event.clientY});
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    const apart = held.size === 2 ? spread() : 0;
    held.set(event.pointerId, {x: event.clientX, y: event.clientY});
    if (apart) view.zoomBy(spread() / apart, middle());
    else if (held.size === 1) view.move((event.clientX - before.x) * grain(), (event.clientY - before.y) * grain());
  });
  for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, end);
}
