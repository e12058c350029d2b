import type { WeightedValue } from './gapIntegral';
import { type NotComputable, notComputable } from './notComputable';

/**
 * Quantile of weighted values: the value of the row at place floor(q (n - 1)), counted from 0.
 *
 * What for: p50 to p99.9 of latency, tokens or cost from binned counts. Given one value per bin, the answer is
 * wrong by no more than that value is from the rows of its bin.
 *
 * @param points values with counts at least 0, in any order
 * @param q in [0, 1]
 * @returns one of the values; not computable where there are no rows or q lies outside [0, 1]
 * @source Hyndman and Fan 1996, sample quantiles; Masson, Rim and Lee 2019, DDSketch (rank rule)
 * @matches numpy.quantile(method='lower')
 * @example quantileFromBins([{ value: 10, count: 99 }, { value: 500, count: 1 }], 0.95) // 10
 */
export function quantileFromBins(points: readonly WeightedValue[], q: number): number | NotComputable {
  const rows = points.reduce((total, point) => total + point.count, 0);
  if (rows === 0) return notComputable('no values');
  if (!(q >= 0 && q <= 1)) return notComputable(`${q} is not a share`);
  const place = Math.floor(q * (rows - 1));
  let before = 0;
  for (const point of [...points].sort((a, b) => a.value - b.value)) {
    before += point.count;
    if (before > place) return point.value;
  }
  return notComputable('no values');
}
