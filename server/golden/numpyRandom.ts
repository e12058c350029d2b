/**
 * numpy.random.RandomState(seed) as far as shuffles need it: the Mersenne Twister (Matsumoto and Nishimura 1998), and
 * permutations as numpy makes them of it.
 */
export function numpyRandom(seed: number): { permutation: (n: number) => number[] } {
  const next = mersenneTwister(seed);
  /** A whole number in [0, most]. */
  const upTo = (most: number) => {
    const mask = 2 ** Math.ceil(Math.log2(most + 1)) - 1;
    let drawn = next() & mask;
    while (drawn > most) drawn = next() & mask;
    return drawn;
  };
  return {
    permutation(n) {
      const order = Array.from({ length: n }, (_, i) => i);
      for (let i = n - 1; i > 0; i--) {
        const j = upTo(i);
        const [own = 0, other = 0] = [order[i], order[j]];
        order[i] = other;
        order[j] = own;
      }
      return order;
    },
  };
}

const [SIZE, SHIFT] = [624, 397];

function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(SIZE);
  state[0] = seed;
  for (let i = 1; i < SIZE; i++) {
    const before = state[i - 1] ?? 0;
    state[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i;
  }
  let at = SIZE;
  const twist = () => {
    for (let i = 0; i < SIZE; i++) {
      const y = ((state[i] ?? 0) & 0x80000000) | ((state[(i + 1) % SIZE] ?? 0) & 0x7fffffff);
      state[i] = (state[(i + SHIFT) % SIZE] ?? 0) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    at = 0;
  };
  return () => {
    if (at >= SIZE) twist();
    let y = state[at++] ?? 0;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
}
