// Calls to our API: retried with the same key, signed in again in place, faults as Problem.
import {randomKey} from "./keys.js";
import {observe} from "./time.js";

export class Problem extends Error {
  constructor(status, answer) {
    super(answer.message || "");
    this.status = status;
    this.code = answer.code || "";
    this.fields = answer.fields || [];
    this.ref = answer.ref || "";
    this.answer = answer;
  }
}

const WAITS = [800, 2400];
const OWN_401 = ["login_failed", "captcha_wrong"];
const hooks = {signedOut: null, network: null, refresh: "/api/home"};
let csrf = "";

// signedOut: async (options) => signs in again, or rejects; network: (works) => tells the page; refresh: a GET that
// renews X-CSRF. Options of a call: key, tries, timeout, keepalive, signal, asGuest (a 401 is the caller's own).
export function configure(given) {
  Object.assign(hooks, given);
}

export const get = (path, options) => call("GET", path, undefined, options || {});

export const send = (method, path, body, options) => call(method, path, body || {}, {key: randomKey(), ...options});

async function call(method, path, body, options) {
  let renewed = false;
  for (let again = 0; ; again += 1) {
    const answer = await persistently(method, path, body, options);
    if (answer.ok) return read(answer);
    const problem = await problemOf(answer);
    if (again > 2) throw problem;
    const ended = problem.status === 401 && !OWN_401.includes(problem.code) && !options.asGuest;
    if (ended && hooks.signedOut) await hooks.signedOut(options);
    else if (problem.code === "foreign_request" && !renewed && method !== "GET") {
      renewed = true;
      await get(hooks.refresh);
    } else throw problem;
  }
}

async function persistently(method, path, body, options) {
  for (let turn = 0; ; turn += 1) {
    const last = turn >= (options.tries === undefined ? WAITS.length : options.tries - 1);
    try {
      const answer = await once(method, path, body, options);
      tell(true);
      if (last || ![502, 503, 504].includes(answer.status)) return answer;
    } catch (error) {
      if (options.signal && options.signal.aborted) throw error;
      if (last) {
        tell(false);
        throw new Problem(0, {code: "network", message: "网络不稳定，请检查网络后重试"});
      }
    }
    await new Promise((resume) => setTimeout(resume, WAITS[Math.min(turn, WAITS.length - 1)]));
  }
}

async function once(method, path, body, options) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), options.timeout || (method === "GET" ? 15000 : 30000));
  if (options.signal) options.signal.addEventListener("abort", () => control.abort());
  const headers = {Accept: "application/json"};
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (csrf && method !== "GET") headers["X-CSRF"] = csrf;
  if (options.key) headers["Idempotency-Key"] = options.key;
  try {
    const answer = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      keepalive: Boolean(options.keepalive),
      signal: control.signal,
    });
    observe(answer.headers);
    csrf = answer.headers.get("X-CSRF") || csrf;
    return answer;
  } finally {
    clearTimeout(timer);
  }
}

async function read(answer) {
  if (answer.status === 204) return null;
  try {
    return await answer.json();
  } catch (error) {
    throw new Problem(502, {code: "unreadable"});
  }
}

async function problemOf(answer) {
  try {
    return new Problem(answer.status, await answer.json());
  } catch (error) {
    return new Problem(answer.status, {ref: answer.headers.get("X-Request-Id") || ""});
  }
}

function tell(works) {
  if (hooks.network) hooks.network(works);
}
