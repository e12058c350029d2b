import { type Estimate, moverDifference, moverRatio } from './mover';
import { type NotComputable, notComputable } from './notComputable';

/** A gap, its interval, and which of the groups it lies between, by place. */
export type GroupGap = Estimate & { lowest: number; highest: number };

/**
 * How many pairs can be made of so many groups.
 *
 * What for: the confidence of each of many intervals, so that all hold at once (Bonferroni).
 *
 * @returns at least 1
 * @matches nothing
 * @example pairsOf(4) // 6
 */
export function pairsOf(groups: number): number {
  return Math.max(1, (groups * (groups - 1)) / 2);
}

/**
 * The largest difference between two of several groups, with an interval that holds for the largest.
 *
 * What for: fairness gaps. The largest of many gaps is large by chance, so the interval of the pair alone would
 * promise too much; with intervals of all pairs that hold together, the true largest gap lies between the highest of
 * their lower ends and the highest of their upper ends.
 *
 * @param groups independent estimates, each with the confidence 1 - (1 - level) / pairsOf(groups)
 * @returns at least 0, the interval holds with the confidence `level`; not computable with fewer than two groups
 * Cost: quadratic in the groups
 * @source Zou and Donner 2008 for a pair; Bonferroni over the pairs
 * @matches Newcombe's interval for two groups of shares
 * @example largestGap([{ value: 0.5, low: 0.4, high: 0.6 }, { value: 0.2, low: 0.2, high: 0.2 }]) // { value: 0.3, low: 0.2, high: 0.4, lowest: 1, highest: 0 }
 */
export function largestGap(groups: readonly Estimate[]): GroupGap | NotComputable {
  const ends = endsOf(groups);
  if (!ends) return notComputable('fewer than two groups');
  let [low, high] = [0, 0];
  for (const [a, b] of orderedPairs(groups)) {
    const gap = moverDifference(a, b);
    low = Math.max(low, gap.low);
    high = Math.max(high, gap.high);
  }
  const value = valueAt(groups, ends.highest) - valueAt(groups, ends.lowest);
  return { value, low: Math.min(low, value), high: Math.max(high, value), ...ends };
}

/**
 * The smallest ratio between two of several groups, with an interval that holds for the smallest.
 *
 * What for: fairness ratios such as the four-fifths rule, see `largestGap`.
 *
 * @param groups independent estimates at least 0, each with the confidence 1 - (1 - level) / pairsOf(groups)
 * @returns in [0, 1], 1 is equal; not computable with fewer than two groups, or where all are 0
 * Cost: quadratic in the groups
 * @source Donner and Zou 2012 for a pair; Bonferroni over the pairs
 * @matches nothing
 * @example smallestRatio([{ value: 1, low: 1, high: 1 }, { value: 0.5, low: 0.4, high: 0.6 }]) // { value: 0.5, low: 0.4, high: 0.6, lowest: 1, highest: 0 }
 */
export function smallestRatio(groups: readonly Estimate[]): GroupGap | NotComputable {
  const ends = endsOf(groups);
  if (!ends) return notComputable('fewer than two groups');
  const largest = valueAt(groups, ends.highest);
  if (largest <= 0) return notComputable('every group is at 0');
  let [low, high] = [1, 1];
  for (const [a, b] of orderedPairs(groups)) {
    if (b.high <= 0) continue;
    const ratio = moverRatio(a, b);
    low = Math.min(low, ratio.low);
    high = Math.min(high, ratio.high);
  }
  const value = valueAt(groups, ends.lowest) / largest;
  return { value, low: Math.min(low, value), high: Math.max(high, value), ...ends };
}

/**
 * The smallest ratio of a group to one privileged group, with an interval that holds for the smallest.
 *
 * What for: disparate impact against a named group, as the four-fifths rule is often applied.
 *
 * @param groups independent estimates at least 0, each with the confidence 1 - (1 - level) / (groups - 1)
 * @param privileged place of the group that the others are compared with
 * @returns at least 0, 1 is equal, above 1 where every other group does better; not computable with fewer than two
 *   groups, or where the privileged one is at 0
 * @source Donner and Zou 2012 for a pair; Bonferroni over the comparisons
 * @matches aif360 BinaryLabelDatasetMetric.disparate_impact for two groups
 * @example smallestRatioTo([{ value: 1, low: 1, high: 1 }, { value: 0.5, low: 0.4, high: 0.6 }], 0) // { value: 0.5, low: 0.4, high: 0.6, lowest: 1, highest: 0 }
 */
export function smallestRatioTo(groups: readonly Estimate[], privileged: number): GroupGap | NotComputable {
  const own = groups[privileged];
  if (!own || groups.length < 2) return notComputable('fewer than two groups');
  if (own.value <= 0) return notComputable('the privileged group is at 0');
  const ratios = groups.flatMap((group, place) =>
    place === privileged ? [] : [{ place, ...moverRatio(group, own) }],
  );
  const least = (of: (ratio: Estimate) => number) => Math.min(...ratios.map(of));
  const value = least((ratio) => ratio.value);
  const lowest = ratios.find((ratio) => ratio.value === value)?.place ?? 0;
  return {
    value,
    low: least((ratio) => ratio.low),
    high: least((ratio) => ratio.high),
    lowest,
    highest: privileged,
  };
}

const valueAt = (groups: readonly Estimate[], place: number) => groups[place]?.value ?? 0;

function endsOf(groups: readonly Estimate[]): { lowest: number; highest: number } | null {
  if (groups.length < 2) return null;
  let [lowest, highest] = [0, 0];
  groups.forEach(({ value }, i) => {
    if (value < valueAt(groups, lowest)) lowest = i;
    if (value > valueAt(groups, highest)) highest = i;
  });
  // Where all are equal, two are named all the same.
  return lowest === highest ? { lowest: 0, highest: 1 } : { lowest, highest };
}

function* orderedPairs(groups: readonly Estimate[]): Generator<[Estimate, Estimate]> {
  for (const a of groups) for (const b of groups) if (a !== b) yield [a, b];
}
