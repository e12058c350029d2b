import type { Rng } from './rng';

/** Where counting the steps of inversion costs more than one rejection. */
const INVERSION_MEAN_MAX = 12;

/**
 * How many of n independent trials succeed, each with probability p.
 * Inversion for small means, else transformed rejection (Hörmann 1993, algorithm BTRS); both exact.
 */
export function drawBinomial(rng: Rng, n: number, p: number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - drawBinomial(rng, n, 1 - p);
  return n * p < INVERSION_MEAN_MAX ? byInversion(rng, n, p) : byRejection(rng, n, p);
}

function byInversion(rng: Rng, n: number, p: number): number {
  const odds = p / (1 - p);
  let probability = Math.exp(n * Math.log1p(-p));
  let rest = rng.uniform();
  let k = 0;
  while (rest > probability && k < n) {
    rest -= probability;
    k += 1;
    probability *= ((n - k + 1) / k) * odds;
  }
  return k;
}

function byRejection(rng: Rng, n: number, p: number): number {
  const odds = p / (1 - p);
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const sure = 0.92 - 4.2 / b;
  const mode = Math.floor((n + 1) * p);
  for (;;) {
    const u = rng.uniform() - 0.5;
    const v = rng.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + n * p + 0.5);
    if (us >= 0.07 && v <= sure) return k;
    if (k < 0 || k > n) continue;
    const height = Math.log((v * (2.83 + 5.1 / b) * spread) / (a / (us * us) + b));
    const most =
      (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
      (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
      (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) +
      (stirling(mode) + stirling(n - mode) - stirling(k) - stirling(n - k));
    if (height <= most) return k;
  }
}

/** What Stirling's formula leaves out of log(k!). */
function stirling(k: number): number {
  const small = STIRLING[k];
  if (small !== undefined) return small;
  const x = k + 1;
  return (1 / 12 - (1 / 360 - 1 / 1260 / (x * x)) / (x * x)) / x;
}
const STIRLING = [
  0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509, 0.01664469118982119,
  0.01387612882307075, 0.01189670994589177, 0.01041126526197209, 0.009255462182712733, 0.008330563433362871,
];

/** Draws the rows per bin of one window, given rows per bin of a sample of the same source, and writes them into `into`. */
export type WindowDraw = (rng: Rng, into: number[]) => void;

/** Up to so many rows a bin, row by row is quicker than bin by bin. */
const URN_ROWS_PER_BIN = 12;
/** A sample of more rows is looked up by search instead of by a table of its rows. */
const TABLE_ROWS_MAX = 1 << 18;

/**
 * Windows of `rows` rows from whatever source a sample came from, when of the sample only whole rows per bin are known:
 * the Dirichlet-multinomial law. The true shares of the bins are Dirichlet with the sample's counts (exactly so
 * where the bins end at the sample's own order statistics), and the window is multinomial with these shares.
 * @source Wilks 1962, Mathematical Statistics, 8.7 (coverages); Blackwell and MacQueen 1973 (the urn)
 */
export function windowDraw(sample: readonly number[], rows: number): WindowDraw {
  const filled = sample.flatMap((count, bin) => (count > 0 ? [{ bin, count }] : []));
  return rows <= URN_ROWS_PER_BIN * filled.length ? byUrn(filled, rows) : byShares(filled, rows);
}

type Filled = readonly { bin: number; count: number }[];

/** Row by row: one of the sample's rows or one that was drawn before, each equally likely. */
function byUrn(filled: Filled, rows: number): WindowDraw {
  const total = filled.reduce((sum, { count }) => sum + count, 0);
  const binOf = total <= TABLE_ROWS_MAX ? fromTable(filled) : bySearch(filled);
  const drawn = new Array<number>(rows).fill(0);
  return (rng, into) => {
    into.fill(0);
    for (let i = 0; i < rows; i++) {
      const pick = rng.below(total + i);
      const bin = pick < total ? binOf(pick) : (drawn[pick - total] ?? 0);
      drawn[i] = bin;
      into[bin] = (into[bin] ?? 0) + 1;
    }
  };
}

function fromTable(filled: Filled): (row: number) => number {
  const table = filled.flatMap(({ bin, count }) => new Array<number>(count).fill(bin));
  return (row) => table[row] ?? 0;
}

function bySearch(filled: Filled): (row: number) => number {
  let sum = 0;
  const ends = filled.map(({ count }) => {
    sum += count;
    return sum;
  });
  return (row) => {
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ends[middle] ?? 0) <= row) low = middle + 1;
      else high = middle;
    }
    return filled[low]?.bin ?? 0;
  };
}

/** True shares first, then one binomial a bin, each of what the bins before have left. */
function byShares(filled: Filled, rows: number): WindowDraw {
  const bins = filled.map(({ bin }) => bin);
  const counts = filled.map(({ count }) => count);
  const weights = counts.map(() => 0);
  return (rng, into) => {
    const normal = pairedNormals(rng);
    into.fill(0);
    let weight = 0;
    for (let i = 0; i < counts.length; i++) {
      const own = drawGamma(rng, counts[i] ?? 1, normal);
      weights[i] = own;
      weight += own;
    }
    let rest = rows;
    for (let i = 0; i < bins.length; i++) {
      const bin = bins[i] ?? 0;
      const own = weights[i] ?? 0;
      const count = drawBinomial(rng, rest, own / weight);
      into[bin] = count;
      rest -= count;
      weight -= own;
    }
  };
}

/** Normals two at a time: the logarithm and the root of Box and Muller serve both. */
function pairedNormals(rng: Rng): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - rng.uniform()));
    const angle = 2 * Math.PI * rng.uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/**
 * A gamma value of this shape, at least 1, and scale 1.
 * @source Marsaglia and Tsang 2000
 */
export function drawGamma(rng: Rng, shape: number, normal: () => number = rng.normal): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = 1 - rng.uniform();
    const xx = x * x;
    if (u < 1 - 0.0331 * xx * xx || Math.log(u) < 0.5 * xx + d * (1 - v + Math.log(v))) return d * v;
  }
}
