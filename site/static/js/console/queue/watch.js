// Looks for newer cases once a minute, but only while somebody is at the desk: a screen left alone must run into its
// idle limit.
const EVERY = 60000;
const AT_DESK = 180000;

export function watchQueue(look) {
  let active = Date.now();
  for (const name of ["pointerdown", "keydown", "wheel"]) {
    document.addEventListener(name, () => { active = Date.now(); }, {passive: true});
  }
  setInterval(() => {
    if (document.visibilityState === "visible" && Date.now() - active < AT_DESK) look();
  }, EVERY);
}
