// A button that is pressed once: it keeps its focus, says what it does, and takes no second press meanwhile.

const running = new WeakSet();
const locked = new WeakSet();

export async function busy(button, text, work) {
  if (running.has(button) || button.getAttribute("aria-disabled") === "true") return undefined;
  running.add(button);
  const label = button.textContent;
  button.setAttribute("aria-disabled", "true");
  button.setAttribute("aria-busy", "true");
  button.textContent = text;
  try {
    return await work();
  } finally {
    running.delete(button);
    button.textContent = label;
    button.removeAttribute("aria-busy");
    if (!locked.has(button)) button.removeAttribute("aria-disabled");
  }
}

// Locks a button for good, saying why to everybody: `reason` is the id of a visible sentence.
export function lock(button, reason) {
  locked.add(button);
  button.setAttribute("aria-disabled", "true");
  if (reason) button.setAttribute("aria-describedby", reason);
}

export function unlock(button) {
  locked.delete(button);
  button.removeAttribute("aria-disabled");
  button.removeAttribute("aria-describedby");
}

export const isLocked = (button) => button.getAttribute("aria-disabled") === "true";
