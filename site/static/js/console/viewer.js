// The picture viewer: one image on a dark stage, zoom, turn, drag, next and previous.
import { followGestures } from "./gestures.js";
import { RESTING, css, held, moved, turned, zoomed } from "./transform.js";
import { recall, remember } from "./keep.js";

const HINTS = { blurred: "可能模糊", dark: "偏暗", sideways: "可能横置", small: "尺寸较小" };
const STEP = 1.4;
const NUDGE = 60;

// `root` holds [data-stage], [data-caption], [data-thumbs] and buttons [data-do]; answers with what keys may do.
export function viewer(root, gallery, titleOf) {
  const stage = root.querySelector("[data-stage]");
  const poses = new Map();
  let at = 0;
  let image = null;

  const shot = () => gallery.shots[at];
  const pose = () => poses.get(shot().id) || { ...RESTING, turn: recall(`turn:${shot().id}`) || 0 };
  const room = () => ({ width: stage.clientWidth, height: stage.clientHeight });
  const size = () => ({ width: image.naturalWidth, height: image.naturalHeight });

  function put(next) {
    if (!image) return;
    const stays = held(next, size(), room());
    poses.set(shot().id, stays);
    image.style.transform = css(stays, size(), room());
    stage.classList.toggle("is-zoomed", stays.zoom > 1);
  }

  async function show(index) {
    if (!gallery.shots.length) return;
    at = (index + gallery.shots.length) % gallery.shots.length;
    caption(root, shot(), gallery.shots.length, titleOf(shot()));
    image?.remove();
    image = null;
    stage.dataset.state = "loading";
    const wanted = at;
    const found = await gallery.picture(shot());
    if (wanted !== at) return;
    stage.dataset.state = found ? "shown" : "failed";
    if (!found) return;
    image = found;
    image.alt = `${titleOf(shot())}，第 ${shot().place} 张，共 ${shot().of} 张`;
    stage.prepend(image);
    put(pose());
  }

  const acts = {
    next: () => show(at + 1),
    previous: () => show(at - 1),
    again: () => show(at),
    turn: () => { put(turned(pose())); remember(`turn:${shot().id}`, pose().turn); },
    larger: () => put(zoomed(pose(), STEP)),
    smaller: () => put(zoomed(pose(), 1 / STEP)),
    whole: () => put({ ...RESTING, turn: pose().turn }),
    show: (id) => show(Math.max(0, gallery.shots.findIndex((one) => one.id === id))),
  };

  followGestures(stage, {
    move: (dx, dy) => put(moved(pose(), dx, dy)),
    zoom: (factor, x, y) => put(zoomed(pose(), factor, x, y)),
    swing: (x, y) => put(pose().zoom > 1 ? { ...RESTING, turn: pose().turn } : zoomed(pose(), 2.5, x, y)),
  });
  stage.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [NUDGE, 0], ArrowRight: [-NUDGE, 0], ArrowUp: [0, NUDGE], ArrowDown: [0, -NUDGE] }[event.key];
    if (!way || !image) return;
    event.preventDefault();
    put(moved(pose(), ...way));
  });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) acts[button.dataset.do](button.dataset.picture);
  });
  new ResizeObserver(() => put(pose())).observe(stage);
  return { ...acts, start: () => show(0).then(gallery.preload) };
}

function caption(root, shot, all, title) {
  const hints = (shot.hints || []).map((hint) => HINTS[hint] || hint);
  root.querySelector("[data-caption]").textContent = `${title} · ${shot.place} / ${shot.of}`;
  root.querySelector("[data-hints]").textContent = hints.length ? hints.join("、") : "清晰度良好";
  root.querySelector("[data-hints]").classList.toggle("warn", hints.length > 0);
  for (const button of root.querySelectorAll("[data-several]")) button.hidden = all < 2;
  for (const thumb of root.querySelectorAll("[data-thumbs] [data-picture]")) {
    thumb.setAttribute("aria-current", String(thumb.dataset.picture === shot.id));
  }
}
