// The picture viewer: one image on a dark stage; zoom, turn, drag, next and previous.
import {one} from "../../core/dom.js";
import {tab} from "../../core/store.js";
import {followGestures} from "./gestures.js";
import {RESTING, css, held, moved, turned, zoomed} from "./transform.js";
import {drawThumbs, watermark, writeCaption} from "./viewer-frame.js";

const STEP = 1.4;
const NUDGE = 60;
const ARROWS = {ArrowLeft: [NUDGE, 0], ArrowRight: [-NUDGE, 0], ArrowUp: [0, NUDGE], ArrowDown: [0, -NUDGE]};

export function viewer(root, gallery, parts, who) {
  const stage = one("[data-stage]", root);
  const {shots} = gallery;
  const poses = new Map();
  let at = 0;
  let image = null;

  const titleOf = (shot) => parts[shot.part].title;
  const pose = () => poses.get(shots[at].id) || {...RESTING, turn: tab.get(`turn:${shots[at].id}`) || 0};
  const room = () => ({width: stage.clientWidth, height: stage.clientHeight});
  const size = () => ({width: image.naturalWidth, height: image.naturalHeight});

  function put(change) {
    if (!image) return;
    const next = held(change(pose()), size(), room());
    poses.set(shots[at].id, next);
    image.style.transform = css(next, size(), room());
    stage.classList.toggle("is-zoomed", next.zoom > 1);
  }

  async function show(index) {
    if (!shots.length) return;
    at = (index + shots.length) % shots.length;
    const shot = shots[at];
    writeCaption(root, shot, titleOf(shot));
    if (image) image.remove();
    image = null;
    stage.dataset.state = "loading";
    const found = await gallery.picture(shot);
    if (shots[at] !== shot) return;
    stage.dataset.state = found ? "shown" : "failed";
    if (!found) return;
    image = found;
    image.alt = `${titleOf(shot)}，第 ${shot.place} 张，共 ${shot.of} 张`;
    stage.prepend(image);
    put((same) => same);
  }

  const whole = () => put(({turn}) => ({...RESTING, turn}));
  const acts = {
    next: () => show(at + 1),
    previous: () => show(at - 1),
    again: () => show(at),
    // A picture still on its way arrives turned.
    turn: () => {
      if (!shots.length) return;
      const {id} = shots[at];
      if (image) put(turned);
      else poses.set(id, turned(pose()));
      tab.set(`turn:${id}`, pose().turn);
    },
    larger: () => put((from) => zoomed(from, STEP)),
    smaller: () => put((from) => zoomed(from, 1 / STEP)),
    whole,
    show: (id) => show(Math.max(0, shots.findIndex((shot) => shot.id === id))),
  };

  followGestures(stage, {
    move: (dx, dy) => put((from) => moved(from, dx, dy)),
    zoom: (factor, x, y) => put((from) => zoomed(from, factor, x, y)),
    swing: (x, y) => (image && pose().zoom > 1 ? whole() : put((from) => zoomed(from, 2.5, x, y))),
  });
  stage.addEventListener("keydown", (event) => {
    if (!ARROWS[event.key]) return;
    event.preventDefault();
    put((from) => moved(from, ...ARROWS[event.key]));
  });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) acts[button.dataset.do](button.dataset.picture);
  });
  if (window.ResizeObserver) new ResizeObserver(() => put((same) => same)).observe(stage);

  return {
    ...acts,
    reveal: (id) => {
      acts.show(id);
      root.scrollIntoView({block: "nearest"});
    },
    start: () => {
      watermark(one("[data-watermark]", root), who);
      drawThumbs(root, shots, titleOf);
      if (!shots.length) stage.dataset.state = "none";
      return show(0).then(gallery.preload);
    },
  };
}
