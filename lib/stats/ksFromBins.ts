import { isComputable, type NotComputable } from './notComputable';
import { sideRows } from './shares';

export type KsResult = {
  /** The largest gap between the two cumulative shares, in [0, 1]. */
  distance: number;
  /** The bin after which the gap is reached; the first one on ties. */
  bin: number;
  /** 1 where more of the reference lies at or before that bin (the current values moved up), -1 the other way, 0 without a gap. */
  sign: -1 | 0 | 1;
};

/**
 * Two-sample Kolmogorov-Smirnov distance of two sets of counts over the same ordered bins.
 *
 * What for: how far a distribution has moved, wherever along its range that happened; no bin choice to argue about.
 * From bins the distance is never above the exact one, and below it by at most the largest reference share of a
 * bin that holds more than one value, whatever the current data.
 *
 * @param reference counts per bin, at least 0, in the order of the values, same length as `current`
 * @param current counts per bin
 * @returns distance in [0, 1] and where it is reached; not computable where either side has no rows
 * @source Kolmogorov 1933; Smirnov 1939
 * @matches scipy.stats.ks_2samp (statistic) where every distinct value is a bin
 * @example ksFromBins([50, 50], [25, 75]) // { distance: 0.25, bin: 0, sign: 1 }
 */
export function ksFromBins(
  reference: readonly number[],
  current: readonly number[],
): KsResult | NotComputable {
  const sides = sideRows(reference, current);
  if (!isComputable(sides)) return sides;
  const { n, m } = sides;
  let [below, belowNow] = [0, 0];
  let best: KsResult = { distance: 0, bin: 0, sign: 0 };
  for (let bin = 0; bin < reference.length; bin++) {
    below += reference[bin] ?? 0;
    belowNow += current[bin] ?? 0;
    const gap = below / n - belowNow / m;
    if (Math.abs(gap) > best.distance) best = { distance: Math.abs(gap), bin, sign: gap > 0 ? 1 : -1 };
  }
  return best;
}
