import { createRng } from '@/lib/core/rng';
import { type NotComputable, notComputable } from './notComputable';

/** A value for each pair of rows, and their sum over every pair once. */
type Kernel = { values: Float64Array; sum: number };
type Matrix = readonly (readonly number[])[];

/**
 * Squared discrepancy, how often chance alone gives as much, what it stays at or below in 95 of 100 shuffles, and the
 * width of the kernel that was used.
 */
export type MmdTest = { value: number; pValue: number; upTo: number; sigma: number };

/**
 * Maximum mean discrepancy of two samples of rows with a Gaussian kernel, and its permutation p-value.
 *
 * What for: one test for any difference of two multivariate distributions. The kernel exp(-d² / 2σ²) has the median
 * distance of all pairs as its σ; the discrepancy is the unbiased one, without the diagonals, and may be below 0.
 *
 * @param x rows of finite numbers; scale the columns alike
 * @param y rows of the same columns
 * @param options `permutations` shuffles of who belongs where (199 give p-values from 0.005), `seed` of the shuffles
 * @returns `value` at most 2, `pValue` in (0, 1]; not computable for fewer than 2 rows on a side or where all are equal
 * @matches the unbiased mmd_rbf of the golden set, given its σ
 * @source Gretton et al. 2012, A kernel two-sample test, JMLR 13. Cost (rows of both)² × (columns + permutations)
 * @example mmdTest([[0], [0]], [[1], [1]], { permutations: 99, seed: 1 }).sigma // 1
 */
export function mmdTest(
  x: Matrix,
  y: Matrix,
  { permutations, seed }: { permutations: number; seed: number | string },
): MmdTest | NotComputable {
  if (x.length < 2 || y.length < 2) return notComputable('fewer than 2 rows on a side');
  const rows = [...x, ...y];
  const squared = squaredDistances(rows);
  const sigma = medianDistance(squared, rows.length);
  if (sigma === 0) return notComputable('all rows are the same');
  const values = squared.map((d) => Math.exp(-d / (2 * sigma * sigma)));
  const order = Int32Array.from(rows, (_, i) => i);
  const kernel = { values, sum: sumWithin(values, order, rows.length) };
  const value = discrepancy(kernel, order, x.length);
  const rng = createRng(seed);
  const shuffled = Array.from({ length: permutations }, () => {
    shuffle(order, rng);
    return discrepancy(kernel, order, x.length);
  }).sort((a, b) => a - b);
  // Sums in another order may differ in the last digits: as much is as much.
  const reached = 1 + shuffled.filter((other) => other >= value - 1e-12).length;
  const upTo = shuffled[Math.ceil(0.95 * permutations) - 1] ?? value;
  return { value, pValue: reached / (permutations + 1), upTo, sigma };
}

function squaredDistances(rows: Matrix): Float64Array {
  const n = rows.length;
  const squared = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const d = squaredDistance(rows[i] ?? [], rows[j] ?? []);
      squared[i * n + j] = d;
      squared[j * n + i] = d;
    }
  }
  return squared;
}

function squaredDistance(a: readonly number[], b: readonly number[]): number {
  let d = 0;
  for (let k = 0; k < a.length; k++) {
    const apart = (a[k] ?? 0) - (b[k] ?? 0);
    d += apart * apart;
  }
  return d;
}

/** The median distance of different rows; where more than half of the pairs are equal, the mean of the distances. */
function medianDistance(squared: Float64Array, n: number): number {
  const pairs = new Float64Array((n * (n - 1)) / 2);
  let at = 0;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) pairs[at++] = Math.sqrt(squared[i * n + j] ?? 0);
  pairs.sort();
  const middle = pairs.length / 2;
  const median = ((pairs[Math.ceil(middle) - 1] ?? 0) + (pairs[Math.floor(middle)] ?? 0)) / 2;
  return median > 0 ? median : pairs.reduce((a, b) => a + b, 0) / pairs.length;
}

/** The first `m` of the order are one side, the rest the other. What is across is what neither has within. */
function discrepancy(kernel: Kernel, order: Int32Array, m: number): number {
  const n = order.length - m;
  const within = sumWithin(kernel.values, order.subarray(0, m), order.length);
  const other = sumWithin(kernel.values, order.subarray(m), order.length);
  const across = kernel.sum - within - other;
  return (2 * within) / (m * (m - 1)) + (2 * other) / (n * (n - 1)) - (2 * across) / (m * n);
}

/** Over every pair of these rows once. */
function sumWithin(kernel: Float64Array, rows: Int32Array, width: number): number {
  let sum = 0;
  for (let i = 1; i < rows.length; i++) {
    const row = (rows[i] as number) * width;
    for (let j = 0; j < i; j++) sum += kernel[row + (rows[j] as number)] as number;
  }
  return sum;
}

function shuffle(order: Int32Array, rng: ReturnType<typeof createRng>): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = rng.below(i + 1);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
}
