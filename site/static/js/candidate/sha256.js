// SHA-256 of salt, nonce and a count, 36 bytes in one block: what the browser's own digest takes too long to be asked.

const ROUNDS = constants(64, 1 / 3);
const START = constants(8, 1 / 2);

// The first 32 bits of the fractional parts of roots of the first primes (FIPS 180-4)
function constants(count, power) {
  const found = [];
  for (let number = 2; found.length < count; number += 1) {
    if (!found.some(({prime}) => number % prime === 0)) found.push({prime: number, root: fraction(number ** power)});
  }
  return Int32Array.from(found, ({root}) => root);
}

function fraction(number) {
  return ((number - Math.floor(number)) * 0x100000000) | 0;
}

// `head`: eight words of salt and nonce. Gives hash(count), whose answer is valid until the next one.
export function hasher(head) {
  const [w, state] = [new Int32Array(64), new Int32Array(8)];
  return (count) => {
    w.set(head);
    w[8] = count;
    w[9] = 0x80000000 | 0;
    w.fill(0, 10, 15);
    w[15] = 288;
    for (let i = 16; i < 64; i += 1) {
      const [x, y] = [w[i - 15], w[i - 2]];
      const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + low + w[i - 7] + high) | 0;
    }
    rounds(w, state);
    return state;
  };
}

function rounds(w, state) {
  let [a, b, c, d, e, f, g, h] = START;
  for (let i = 0; i < 64; i += 1) {
    const high = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const first = (h + high + ((e & f) ^ (~e & g)) + ROUNDS[i] + w[i]) | 0;
    const low = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const second = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  const now = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i += 1) state[i] = (START[i] + now[i]) | 0;
}
