// Which types of credentials serve a course.
import {one} from "../core/dom.js";

// The accepted ones, and the proofs that go with them
export function fitting(accepted) {
  const companions = accepted.flatMap((type) => (one("#credential").content.querySelector(`option[value="${type}"]`).dataset.companions || "").split(" "));
  return new Set([...accepted, ...companions]);
}

export const keyOf = (credential) => credential.type + credential.number;

