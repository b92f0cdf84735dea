// Pointers, wheel and pinch on the viewer's stage, told to the viewer as moves and zooms.
const distance = ([one, other]) => Math.hypot(one.x - other.x, one.y - other.y);

function fromCentre(stage, point) {
  const box = stage.getBoundingClientRect();
  return [point.x - box.left - box.width / 2, point.y - box.top - box.height / 2];
}

function middle(points) {
  return { x: (points[0].x + points[1].x) / 2, y: (points[0].y + points[1].y) / 2 };
}

// `hands` = { move(dx, dy), zoom(factor, x, y), swing(x, y) }; swing is a double click or double tap.
export function followGestures(stage, hands) {
  const down = new Map();
  stage.addEventListener("pointerdown", (event) => {
    if (event.button > 0 || event.target.closest("button")) return;
    stage.setPointerCapture(event.pointerId);
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  stage.addEventListener("pointermove", (event) => {
    if (!down.has(event.pointerId)) return;
    const before = [...down.values()];
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    drag(stage, hands, before, [...down.values()]);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    stage.addEventListener(name, (event) => down.delete(event.pointerId));
  }
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    hands.zoom(Math.exp(-event.deltaY / (event.deltaMode ? 12 : 400)), ...fromCentre(stage, { x: event.clientX, y: event.clientY }));
  }, { passive: false });
  stage.addEventListener("dblclick", (event) => {
    hands.swing(...fromCentre(stage, { x: event.clientX, y: event.clientY }));
  });
}

function drag(stage, hands, before, after) {
  if (after.length === 1) {
    hands.move(after[0].x - before[0].x, after[0].y - before[0].y);
  } else if (after.length === 2) {
    const [from, to] = [middle(before), middle(after)];
    hands.move(to.x - from.x, to.y - from.y);
    hands.zoom(distance(after) / Math.max(1, distance(before)), ...fromCentre(stage, to));
  }
}
