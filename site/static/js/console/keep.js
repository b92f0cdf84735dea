// What this tab keeps until it is closed or the reviewer signs out: words not yet sent, turned pictures, who is signed in.
const PREFIX = "review:";

export function remember(name, value) {
  try {
    sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // A full or forbidden store costs the convenience only.
  }
}

export function recall(name) {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + name));
  } catch {
    return null;
  }
}

export function forget(name) {
  sessionStorage.removeItem(PREFIX + name);
}

export function forgetAll() {
  Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX)).forEach((name) => sessionStorage.removeItem(name));
}
