import { type NotComputable, notComputable } from './notComputable';
import type { Interval } from './proportionInterval';
import { inverseIncompleteGamma } from './special/incompleteGamma';

/**
 * Exact confidence interval of the mean of a Poisson law of which one count was seen (Garwood).
 *
 * What for: how many failures, alarms or requests there would be on average, when so many were counted.
 *
 * @param counted `count` at least 0, confidence `level` in (0, 1), by default 0.95
 * @returns low at most count at most high, low 0 for count 0; not computable for a count below 0
 * @source Garwood 1936
 * @matches scipy.stats.chi2.ppf(a / 2, 2 k) / 2 and chi2.ppf(1 - a / 2, 2 k + 2) / 2
 * @example poissonInterval({ count: 5 }) // { low: 1.62348639012, high: 11.6683320793 }
 */
export function poissonInterval({
  count,
  level = 0.95,
}: {
  count: number;
  level?: number;
}): Interval | NotComputable {
  if (!(count >= 0 && Number.isFinite(count))) return notComputable('the count is below 0 or no number');
  if (!(level > 0 && level < 1)) return notComputable('the level is not between 0 and 1');
  const tail = (1 - level) / 2;
  return {
    low: count === 0 ? 0 : inverseIncompleteGamma(count, { lower: tail, upper: 1 - tail }),
    high: inverseIncompleteGamma(count + 1, { lower: 1 - tail, upper: tail }),
  };
}
