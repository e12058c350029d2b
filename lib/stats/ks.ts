import { ksFromBins } from './ksFromBins';
import { isComputable, type NotComputable } from './notComputable';
import { poolValues } from './poolValues';

export type Ks = {
  /** The largest gap between the two empirical distribution functions, in [0, 1]. */
  distance: number;
  /** The smallest value at which it is reached. */
  location: number;
  /** 1 where more of the reference lies at or below it (the current values moved up), -1 the other way, 0 without a gap. */
  sign: -1 | 0 | 1;
};

/**
 * Two-sample Kolmogorov-Smirnov distance.
 *
 * What for: how far a distribution has moved, wherever along its range that happened. `ksPValue` says how unusual
 * that is.
 *
 * @param reference numbers in any order; infinite ones are allowed
 * @param current the same
 * @returns not computable where a side is empty or a value is NaN; cost n log n
 * @source Kolmogorov 1933; Smirnov 1939
 * @matches scipy.stats.ks_2samp (statistic, statistic_location, statistic_sign)
 * @example ks([1, 2, 3, 4], [3, 4, 5, 6]) // { distance: 0.5, location: 2, sign: 1 }
 */
export function ks(reference: ArrayLike<number>, current: ArrayLike<number>): Ks | NotComputable {
  const pooled = poolValues(reference, current);
  if (!isComputable(pooled)) return pooled;
  const found = ksFromBins(pooled.reference, pooled.current);
  if (!isComputable(found)) return found;
  return { distance: found.distance, location: pooled.values[found.bin] ?? Number.NaN, sign: found.sign };
}
