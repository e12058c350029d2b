import { isComputable, type NotComputable, notComputable } from './notComputable';
import { type PooledValues, poolValues } from './poolValues';

export type Mmd = {
  /** Squared; about 0 where nothing changed, and then as often below 0 as above. */
  unbiased: number;
  /** Squared, at least 0. */
  biased: number;
};
/** Kernels below e to minus this are 0. */
const EXPONENT_MAX = 745;

/**
 * Squared maximum mean discrepancy of two samples with a Gaussian kernel.
 *
 * What for: to see any change of a distribution at the scale of sigma.
 *
 * @param reference finite numbers in any order, at least two
 * @param current the same
 * @param sigma width of the kernel exp(-(a - b)^2 / (2 sigma^2)), above 0, in the unit of the values
 * @returns both estimates; not computable with fewer than two values on a side or where one is not finite. Cost
 *   quadratic in the distinct values
 * @source Gretton et al. 2012, A kernel two-sample test
 * @matches the formula with sklearn.metrics.pairwise.rbf_kernel(gamma=1 / (2 sigma^2))
 * @example mmdRbf([0, 0], [9, 9], 1) // { unbiased: 2, biased: 2 }
 */
export function mmdRbf(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  sigma: number,
): Mmd | NotComputable {
  const [n, m] = [reference.length, current.length];
  if (n < 2 || m < 2) return notComputable('a side has fewer than two values');
  if (!(sigma > 0)) return notComputable('sigma is not above 0');
  const pooled = poolValues(reference, current);
  if (!isComputable(pooled)) return pooled;
  const { values } = pooled;
  if (!Number.isFinite(values[0]) || !Number.isFinite(values.at(-1)))
    return notComputable('a value is not finite');
  const { xx, yy, xy } = kernelSums(pooled, sigma);
  const cross = (2 * xy) / (n * m);
  return {
    unbiased: (xx - n) / (n * (n - 1)) + (yy - m) / (m * (m - 1)) - cross,
    biased: Math.max(0, xx / (n * n) + yy / (m * m) - cross),
  };
}

/** Kernel sums over all pairs of rows, the diagonal included. */
function kernelSums({ values, reference, current }: PooledValues, sigma: number) {
  const [a, b] = [Float64Array.from(reference), Float64Array.from(current)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const [x, ai, bi] = [values[i] ?? 0, a[i] ?? 0, b[i] ?? 0];
    xx += ai * ai;
    yy += bi * bi;
    xy += ai * bi;
    for (let j = i + 1; j < values.length; j++) {
      const exponent = (((values[j] ?? 0) - x) / sigma) ** 2 / 2;
      if (exponent > EXPONENT_MAX) break;
      const kernel = Math.exp(-exponent);
      xx += 2 * ai * (a[j] ?? 0) * kernel;
      yy += 2 * bi * (b[j] ?? 0) * kernel;
      xy += (ai * (b[j] ?? 0) + bi * (a[j] ?? 0)) * kernel;
    }
  }
  return { xx, yy, xy };
}
