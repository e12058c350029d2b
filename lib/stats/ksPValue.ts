import { type NotComputable, notComputable } from './notComputable';
import { kolmogorovLimitTail, kolmogorovTail } from './special/kolmogorov';

/**
 * `exact`: by counting paths; `asymptotic`: the exact law of one sample of nm / (n + m) rows; `limit`: Kolmogorov's
 * limit law; `auto`: exact up to 10,000 rows a side, else asymptotic.
 */
export type KsMethod = 'auto' | 'exact' | 'asymptotic' | 'limit';
/** How many rows a side may have before `auto` stops counting paths. */
const EXACT_ROWS_MAX = 10_000;
/** More paths than these are not counted. */
const PATHS_MAX = 2 ** 31 - 1;

/**
 * P-value of the two-sample Kolmogorov-Smirnov distance.
 *
 * What for: how often a gap of this size comes by chance, nothing having changed. Ties make it too large, so a test
 * on counts or rounded numbers alarms less often than it says.
 *
 * @param distance in [0, 1]
 * @param sizes n rows of the reference and m current ones, whole numbers of at least 1
 * @param method which law
 * @returns in [0, 1]; cost n m for `exact`, else at most linear in n + m
 * @source Hodges 1958 for the paths; Simard and L'Ecuyer 2011; Kolmogorov 1933
 * @matches scipy.stats.ks_2samp (method auto, exact and asymp); scipy.special.kolmogorov for `limit`
 * @example ksPValue(0.5, [4, 4], 'exact') // 0.771428571429
 */
export function ksPValue(
  distance: number,
  [n, m]: readonly [n: number, m: number],
  method: KsMethod = 'auto',
): number | NotComputable {
  if (!(n >= 1 && m >= 1)) return notComputable('a side has no rows');
  if (!(distance >= 0 && distance <= 1)) return notComputable('the distance is not in [0, 1]');
  if (method === 'limit') return kolmogorovLimitTail(distance * Math.sqrt((n * m) / (n + m)));
  const shared = commonDivisor(n, m);
  const countable = (n / shared) * (m / shared) < PATHS_MAX;
  const exact = method === 'exact' ? countable : method === 'auto' && Math.max(n, m) <= EXACT_ROWS_MAX;
  if (exact) return pathsOutside(distance, [n, m], shared);
  return kolmogorovTail(roundedToEven((n * m) / (n + m)), distance);
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

function roundedToEven(x: number): number {
  const down = Math.floor(x);
  if (x - down !== 0.5) return Math.round(x);
  return down % 2 === 0 ? down : down + 1;
}

/**
 * Chance that a random path from (0, 0) to (n, m) leaves the band |i / n - j / m| < distance: each point's chance is
 * that of its two neighbours, weighed by how many steps of each kind lead to it. Every term is positive, so small
 * chances keep their digits.
 */
function pathsOutside(distance: number, [n, m]: readonly [number, number], shared: number): number {
  const [stepI, stepJ] = [m / shared, n / shared];
  const band = Math.round(distance * stepI * n);
  if (band === 0) return 1;
  // Chances of the points (i, j) of one row i; outside the band they are 1.
  const row = new Float64Array(m + 1).fill(1);
  for (let i = 0; i <= n; i++) {
    const from = Math.max(0, Math.floor((i * stepI - band) / stepJ) + 1);
    const to = Math.min(m, Math.ceil((i * stepI + band) / stepJ) - 1);
    if (from > 0) row[from - 1] = 1;
    for (let j = from; j <= to; j++) {
      const before = j > 0 ? (row[j - 1] ?? 1) : 0;
      row[j] = i + j === 0 ? 0 : (i * (row[j] ?? 1) + j * before) / (i + j);
    }
  }
  return row[m] ?? 1;
}
