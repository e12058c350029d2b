import { checkSeries } from './checkSeries';
import { type NotComputable, notComputable } from './notComputable';

/** `place`: the first value of the new level; `statistic`: the largest rank difference; `p`: of no change. */
export type Pettitt = { place: number; statistic: number; p: number };

/**
 * Pettitt's test for one change of level in a series.
 *
 * What for: when a lasting shift began, without saying beforehand how large it is; wild single values do not matter.
 *
 * @param values finite, in the order of time, at least 2
 * @returns the split that tells the values apart best, and the chance of one as good in values without a change (an
 *   approximation, good below 0.5); not computable where all values are equal. O(n log n)
 * @source Pettitt 1979, A non-parametric approach to the change-point problem
 * @matches trend::pettitt.test in R
 * @example pettitt([1, 2, 1, 2, 8, 9, 8, 9]) // { place: 4, statistic: 16, p: Math.min(1, 2 * Math.exp((-6 * 256) / 576)) }
 */
export function pettitt(values: readonly number[]): Pettitt | NotComputable {
  const wrong = checkSeries(values, 2);
  if (wrong) return wrong;
  if (values.every((value) => value === values[0])) return notComputable('all values are the same');
  const n = values.length;
  let [sum, statistic, place] = [0, 0, 0];
  for (const [i, rank] of midRanks(values).entries()) {
    sum += 2 * rank - (n + 1);
    if (Math.abs(sum) <= statistic) continue;
    statistic = Math.abs(sum);
    place = i + 1;
  }
  return { place, statistic, p: Math.min(1, 2 * Math.exp((-6 * statistic ** 2) / (n ** 3 + n ** 2))) };
}

/** Places in ascending order, from 1; equal values share the mean of theirs. */
function midRanks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++;
    for (let i = from; i < to; i++) ranks[order[i] ?? 0] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}
