import { type NotComputable, notComputable } from './notComputable';
import { inverseIncompleteBeta } from './special/incompleteBeta';
import { normalQuantile } from './special/normal';

export type Interval = { low: number; high: number };
/** `wilson` is the one to take; `clopperPearson` never covers less than it says; the others are for comparison. */
export type ProportionMethod = 'wilson' | 'clopperPearson' | 'jeffreys' | 'agrestiCoull' | 'normal';
export type Proportion = { count: number; n: number; level?: number; method?: ProportionMethod };

/**
 * Confidence interval of a share of rows.
 *
 * What for: how far a rate (error rate, accuracy, selection rate) of so few rows can be off.
 *
 * @param proportion `count` of `n` rows, confidence `level` in (0, 1) (default 0.95), `method` (default wilson)
 * @returns ends in [0, 1], low at most high; not computable without rows or where count is not in [0, n]
 * @source Wilson 1927; Clopper and Pearson 1934; Brown, Cai and DasGupta 2001
 * @matches statsmodels.stats.proportion.proportion_confint
 * @example proportionInterval({ count: 3, n: 40 }) // { low: 0.0258360257746, high: 0.198642335243 }
 */
export function proportionInterval(proportion: Proportion): Interval | NotComputable {
  const { count, n, level = 0.95, method = 'wilson' } = proportion;
  if (!(n > 0)) return notComputable('no rows');
  if (!(count >= 0 && count <= n)) return notComputable('the count is not between 0 and the number of rows');
  if (!(level > 0 && level < 1)) return notComputable('the level is not between 0 and 1');
  const tail = (1 - level) / 2;
  if (method === 'clopperPearson') return betaInterval([count, n - count + 1], [count + 1, n - count], tail);
  if (method === 'jeffreys') {
    const shape = [count + 0.5, n - count + 0.5] as const;
    return betaInterval(shape, shape, tail);
  }
  return around({ count, n, level, method }, normalQuantile(1 - tail));
}

type Shape = readonly [a: number, b: number];

function betaInterval(low: Shape, high: Shape, tail: number): Interval {
  const at = ([a, b]: Shape, lower: number, upper: number) =>
    a === 0 ? 0 : b === 0 ? 1 : inverseIncompleteBeta({ a, b }, { lower, upper });
  return { low: at(low, tail, 1 - tail), high: at(high, 1 - tail, tail) };
}

function around({ count, n, method }: Proportion, z: number): Interval {
  const more = method === 'normal' ? 0 : z * z;
  const share = (count + more / 2) / (n + more);
  const [p, size] = method === 'wilson' ? [count / n, n] : [share, n + more];
  const spread = (p * (1 - p)) / size;
  const half =
    method === 'wilson'
      ? (z * Math.sqrt(spread + (z / n / 2) ** 2)) / (1 + (z * z) / n)
      : z * Math.sqrt(spread);
  // Rounding must not leave an end just inside where the count is at its own end.
  return {
    low: count === 0 ? 0 : Math.max(0, share - half),
    high: count === n ? 1 : Math.min(1, share + half),
  };
}
