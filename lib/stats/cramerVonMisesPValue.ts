import type { CramerVonMises } from './cramerVonMisesFromBins';
import { type NotComputable, notComputable } from './notComputable';
import { cramerVonMisesLimitTail } from './special/cramerVonMisesLimit';

export type CramerVonMisesLaw = {
  /** `exact`: over all orders of the rows; `asymptotic`: the limit law; `auto`: exact up to 20 rows a side. */
  method?: 'auto' | 'exact' | 'asymptotic';
  /** Where the series of the limit law ends: by default at the last digit; scipy's 1e-7 leaves its small p-values rounding. */
  smallestTerm?: number;
};
const EXACT_ROWS_MAX = 20;
/** Numbers that the exact law may keep at once. */
const CELLS_MAX = 3e7;

/**
 * P-value of the two-sample Cramér-von Mises statistic.
 *
 * What for: how often a difference of this size comes by chance, nothing having changed.
 *
 * @param found statistic and the rows of both sides
 * @param law which law
 * @returns in [0, 1]; `exact` is not computable where the table of its values would be too large; cost n m times the
 *   statistic's range for `exact`
 * @source Anderson 1962 (the limit law at the same mean and variance); Xiao, Gordon and Yakovlev 2006 for `exact`
 * @matches scipy.stats.cramervonmises_2samp, with smallestTerm 1e-7 to the last digit
 * @example cramerVonMisesPValue({ statistic: 0.25, n: 4, m: 4 }, { method: 'asymptotic' }) // 0.209214908376
 */
export function cramerVonMisesPValue(
  found: CramerVonMises,
  { method = 'auto', smallestTerm = 0 }: CramerVonMisesLaw = {},
): number | NotComputable {
  const { statistic, n, m } = found;
  if (!(n >= 2 && m >= 2)) return notComputable('a side has fewer than two rows');
  if (method === 'exact' || (method === 'auto' && Math.max(n, m) <= EXACT_ROWS_MAX)) return exact(found);
  const [pairs, total] = [n * m, n + m];
  const mean = (1 + 1 / total) / 6;
  const variance =
    ((total + 1) * (4 * pairs * total - 3 * (n * n + m * m) - 2 * pairs)) / (180 * total * total * pairs);
  return cramerVonMisesLimitTail(1 / 6 + (statistic - mean) / Math.sqrt(45 * variance), smallestTerm);
}

/** How often each value below the one seen occurs among the paths to a point, and how many paths are at or beyond it. */
type Paths = { below: Float64Array; beyond: number };

function exact({ statistic, n, m }: CramerVonMises): number | NotComputable {
  const lcm = (n * m) / commonDivisor(n, m);
  const [a, b] = [lcm / n, lcm / m];
  const u = (statistic + (4 * n * m - 1) / (6 * (n + m))) * (n * m * (n + m));
  // Rounded, because the statistic of given rows is a whole multiple of 1 / 12 there.
  const excess = Math.round(12 * (6 * u - n * m * (4 * n * m - 1))) / 12;
  const seen = Math.floor((lcm * lcm * (n + m) * excess) / (6 * (n * m) ** 2));
  if (seen <= 0) return 1;
  if (seen * (n + 1) > CELLS_MAX) return notComputable('too many rows for the exact law');
  const none: Paths = { below: new Float64Array(0), beyond: 0 };
  let row = Array.from({ length: n + 1 }, () => none);
  row[0] = { below: Float64Array.of(1), beyond: 0 };
  for (let j = 0; j <= m; j++) {
    let before = none;
    row = row.map((above, i) => {
      before = joined(before, above, { step: (a * i - b * j) ** 2, seen });
      return before;
    });
  }
  const { below, beyond } = row[n] ?? none;
  return beyond / (below.reduce((x, y) => x + y, 0) + beyond);
}

/** The paths to a point are those to its two neighbours; the point itself adds `step` to the value of each. */
function joined(left: Paths, above: Paths, { step, seen }: { step: number; seen: number }): Paths {
  const reach = Math.max(left.below.length, above.below.length);
  const below = new Float64Array(Math.min(seen, reach === 0 ? 0 : reach + step));
  let beyond = left.beyond + above.beyond;
  for (const side of [left.below, above.below]) {
    const kept = Math.min(side.length, Math.max(0, seen - step));
    for (let value = 0; value < kept; value++)
      below[value + step] = (below[value + step] ?? 0) + (side[value] ?? 0);
    for (let value = kept; value < side.length; value++) beyond += side[value] ?? 0;
  }
  return { below, beyond };
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
