/** A seeded source of randomness. The same seed gives the same numbers on every machine. */
export type Rng = {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Whole number in [0, n). */
  below(n: number): number;
  /** One of the items, each equally likely. */
  pick<T>(items: readonly T[]): T;
};

/**
 * Small fast counter generator sfc32 (Doty-Humphrey, PractRand), seeded from a whole number or a text.
 * Period at least 2^64; not for secrets.
 */
export function createRng(seed: number | string): Rng {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, hash32(String(seed)), 1];
  function next(): number {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  }
  for (let i = 0; i < 12; i++) next();
  const uniform = () => (next() * 2 ** 21 + (next() >>> 11)) / 2 ** 53;
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    below: (n) => Math.floor(uniform() * n),
    pick(items) {
      const item = items[Math.floor(uniform() * items.length)];
      if (item === undefined) throw new RangeError('pick requires at least one item');
      return item;
    },
  };
}

/** FNV-1a over UTF-16 units with a final mix: stable across runs and machines, spread over 32 bits. */
export function hash32(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
