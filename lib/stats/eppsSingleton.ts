import { isComputable, type NotComputable, notComputable } from './notComputable';
import { quantile } from './quantile';
import { symmetricEigen } from './special/symmetricEigen';
import { chiSquareTail } from './special/tails';

export type EppsSingleton = { statistic: number; pValue: number };

/** Where the characteristic functions are compared, in units of half the interquartile range. */
const POINTS = [0.4, 0.8];
const ROWS_MIN = 5;
/** Both sides below this: the statistic is corrected. */
const SMALL = 25;
/** Eigenvalues below this share of the largest count as 0. */
const RANK_MIN = 1e-15;

/**
 * Epps-Singleton test of two samples: whether their characteristic functions agree at two points.
 *
 * What for: any change of a distribution, also of counts and other values with ties, for which KS is too cautious.
 *
 * @param reference finite numbers in any order, at least five
 * @param current the same
 * @returns statistic at least 0 and the p-value of the chi-square law; not computable with fewer than five values on a
 *   side, where one is not finite, or where the middle half of all values is the same
 * @source Epps and Singleton 1986; Goerg and Kaiser 2009
 * @matches scipy.stats.epps_singleton_2samp (t = (0.4, 0.8))
 * @example eppsSingleton([1, 2, 3, 4, 5], [3, 5, 7, 9, 11]).pValue // 0.493191978439
 */
export function eppsSingleton(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): EppsSingleton | NotComputable {
  const [n, m] = [reference.length, current.length];
  if (n < ROWS_MIN || m < ROWS_MIN) return notComputable('a side has fewer than five values');
  const all = Float64Array.from([...Array.from(reference), ...Array.from(current)]).sort();
  if (!Number.isFinite(all[0]) || !Number.isFinite(all.at(-1))) return notComputable('a value is not finite');
  const [first, third] = [quantile(all, 0.25), quantile(all, 0.75)];
  const scale = isComputable(first) && isComputable(third) ? (third - first) / 2 : 0;
  if (!(scale > 0)) return notComputable('the middle half of the values is the same');
  const [then, now] = [momentsOf(reference, scale), momentsOf(current, scale)];
  const total = n + m;
  const covariance = then.covariance.map((row, i) =>
    row.map((cell, j) => (total / n) * cell + (total / m) * (now.covariance[i]?.[j] ?? 0)),
  );
  const gap = then.means.map((mean, i) => mean - (now.means[i] ?? 0));
  const { form, rank } = inverseForm(covariance, gap);
  const small = Math.max(n, m) < SMALL ? 1 / (1 + total ** -0.45 + 10.1 * (n ** -1.7 + m ** -1.7)) : 1;
  const statistic = small * total * form;
  return { statistic, pValue: chiSquareTail(statistic, rank) };
}

/** Means and covariances (ddof 0) of cosine and sine of the values at the points. */
function momentsOf(values: ArrayLike<number>, scale: number): { means: number[]; covariance: number[][] } {
  const parts = [Math.cos, Math.sin].flatMap((wave) =>
    POINTS.map((point) => Array.from(values, (value) => wave((point / scale) * value))),
  );
  const meanOf = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const means = parts.map(meanOf);
  const centred = parts.map((part, i) => part.map((value) => value - (means[i] ?? 0)));
  const covariance = centred.map((a) =>
    centred.map((b) => meanOf(a.map((value, row) => value * (b[row] ?? 0)))),
  );
  return { means, covariance };
}

/** gap' C^-1 gap with the pseudo-inverse, and the rank of C. */
function inverseForm(matrix: readonly (readonly number[])[], gap: readonly number[]) {
  const pairs = symmetricEigen(matrix);
  const largest = Math.max(...pairs.map(({ value }) => value));
  const kept = pairs.filter(({ value }) => value > RANK_MIN * largest);
  const form = kept.reduce((sum, { value, vector }) => {
    const along = vector.reduce((total, x, i) => total + x * (gap[i] ?? 0), 0);
    return sum + (along * along) / value;
  }, 0);
  return { form, rank: kept.length };
}
