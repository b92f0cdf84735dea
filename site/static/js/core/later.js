// Fetches a file that a page needs only now and then: once, for everybody who asks meanwhile or later. Some browsers
// remember a failed fetch of an address: each further try has its own.

const files = new Map();
const failures = new Map();

export function later(url) {
  if (!files.has(url)) files.set(url, fetched(url));
  return files.get(url);
}

async function fetched(url) {
  const turn = failures.get(url) || 0;
  try {
    return await import(turn ? `${url}?${turn}` : url);
  } catch (problem) {
    failures.set(url, turn + 1);
    files.delete(url);
    throw problem;
  }
}
