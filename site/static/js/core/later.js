// Fetches a file that a page needs only now and then. Some browsers remember a failed fetch of an address: each try
// has its own.

const tries = new Map();

export function later(url) {
  const turn = tries.get(url) || 0;
  tries.set(url, turn + 1);
  return import(turn ? `${url}?${turn}` : url).then((module) => {
    tries.set(url, turn);
    return module;
  });
}
