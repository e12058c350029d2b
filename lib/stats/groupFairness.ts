import { type Confusion, falsePositiveRateOf, precisionOf, recallOf } from './confusion';
import { isComputable, type NotComputable, notComputable } from './notComputable';
import { type GapOptions, type RateGap, rateGap } from './rateGap';

/** One group: its rows and how many of them were selected (predicted positive). */
export type GroupCount = { rows: number; selected: number };

/**
 * Rows and selected rows of a group's confusion.
 *
 * What for: measures of selection for groups whose labels are known too.
 *
 * @matches nothing
 * @returns counts
 * @example selectionOf({ truePositives: 1, falsePositives: 2, falseNegatives: 3, trueNegatives: 4 }) // { rows: 10, selected: 3 }
 */
export function selectionOf(c: Confusion): GroupCount {
  const selected = c.truePositives + c.falsePositives;
  return { rows: selected + c.falseNegatives + c.trueNegatives, selected };
}

/**
 * Share of a group's rows that were selected.
 *
 * What for: how often a group gets the positive answer, whatever the truth is.
 *
 * @returns in [0, 1]; not computable without rows
 * @matches fairlearn.metrics.selection_rate
 * @example selectionRate({ rows: 10, selected: 4 }) // 0.4
 */
export function selectionRate({ rows, selected }: GroupCount): number | NotComputable {
  return rows > 0 ? selected / rows : notComputable('no rows');
}

/**
 * Demographic parity of groups: how far apart their selection rates lie.
 *
 * What for: whether a model gives one group its positive answer more often than another, whatever the truth is. The
 * ratio is also known as disparate impact; below 0.8 it breaks the four-fifths rule. Needs no labels.
 *
 * @param groups selected in [0, rows]; groups without rows are left out
 * @returns as `rateGap`
 * @source Agarwal et al. 2018; Uniform Guidelines on Employee Selection Procedures 1978
 * @matches fairlearn.metrics.demographic_parity_difference and demographic_parity_ratio
 * @example demographicParity([{ rows: 10, selected: 4 }, { rows: 10, selected: 2 }]) // { difference: 0.2, ratio: 0.5 }
 */
export function demographicParity(groups: readonly GroupCount[]): RateGap | NotComputable {
  return rateGap(groups.map(selectionRate));
}

/**
 * Equal opportunity: how far apart the groups' true positive rates lie.
 *
 * What for: whether those who deserve the positive answer get it alike in every group.
 *
 * @returns as `rateGap`
 * @source Hardt, Price and Srebro 2016
 * @matches fairlearn MetricFrame(true_positive_rate) with `undefinedAs: 0`
 * @example equalOpportunity([{ truePositives: 4, falsePositives: 0, falseNegatives: 0, trueNegatives: 1 }, { truePositives: 1, falsePositives: 0, falseNegatives: 1, trueNegatives: 1 }]) // { difference: 0.5, ratio: 0.5 }
 */
export function equalOpportunity(
  groups: readonly Confusion[],
  options?: GapOptions,
): RateGap | NotComputable {
  return rateGap(groups.map(recallOf), options);
}

/**
 * Equalized odds: the worse of how far apart the groups' true and false positive rates lie.
 *
 * What for: whether a model is wrong alike in every group, in both directions.
 *
 * @returns difference: the larger of both; ratio: the smaller, not computable where either is; the whole is not
 *   computable where fewer than two groups have positive rows, or negative rows
 * @source Hardt, Price and Srebro 2016
 * @matches fairlearn.metrics.equalized_odds_difference and equalized_odds_ratio with `undefinedAs: 0`
 * @example equalizedOdds([{ truePositives: 4, falsePositives: 1, falseNegatives: 0, trueNegatives: 1 }, { truePositives: 1, falsePositives: 1, falseNegatives: 1, trueNegatives: 3 }]) // { difference: 0.5, ratio: 0.5 }
 */
export function equalizedOdds(groups: readonly Confusion[], options?: GapOptions): RateGap | NotComputable {
  const hits = rateGap(groups.map(recallOf), options);
  const alarms = rateGap(groups.map(falsePositiveRateOf), options);
  if (!isComputable(hits)) return notComputable(`true positive rate: ${hits.notComputable}`);
  if (!isComputable(alarms)) return notComputable(`false positive rate: ${alarms.notComputable}`);
  return { difference: Math.max(hits.difference, alarms.difference), ratio: worse(hits.ratio, alarms.ratio) };
}

function worse(hits: RateGap['ratio'], alarms: RateGap['ratio']): RateGap['ratio'] {
  if (!isComputable(hits)) return notComputable('every true positive rate is 0');
  if (!isComputable(alarms)) return notComputable('every false positive rate is 0');
  return Math.min(hits, alarms);
}

/**
 * Predictive parity: how far apart the groups' precisions lie.
 *
 * What for: whether a positive answer means the same in every group.
 *
 * @returns as `rateGap`
 * @source Chouldechova 2017
 * @matches fairlearn MetricFrame(precision_score) with `undefinedAs: 0`
 * @example predictiveParity([{ truePositives: 4, falsePositives: 0, falseNegatives: 0, trueNegatives: 1 }, { truePositives: 1, falsePositives: 1, falseNegatives: 1, trueNegatives: 1 }]) // { difference: 0.5, ratio: 0.5 }
 */
export function predictiveParity(
  groups: readonly Confusion[],
  options?: GapOptions,
): RateGap | NotComputable {
  return rateGap(groups.map(precisionOf), options);
}

/**
 * Disparate impact: each group's selection rate over that of one privileged group.
 *
 * What for: the four-fifths rule: a ratio below 0.8 calls for a closer look.
 *
 * @param groups by name
 * @param privileged the group to compare with; by default the one with most rows, the first of equals
 * @returns ratios at least 0, 1 for the privileged group; not computable where that one has no rows or nobody selected
 * @source Uniform Guidelines on Employee Selection Procedures 1978
 * @matches aif360 BinaryLabelDatasetMetric.disparate_impact
 * @example disparateImpact({ a: { rows: 10, selected: 4 }, b: { rows: 5, selected: 1 } }) // { privileged: 'a', ratios: { a: 1, b: 0.5 } }
 */
export function disparateImpact(
  groups: Readonly<Record<string, GroupCount>>,
  privileged: string = largest(groups),
): { privileged: string; ratios: Record<string, number> } | NotComputable {
  const own = groups[privileged];
  if (!own || own.rows === 0) return notComputable(`no rows of the group to compare with`);
  if (own.selected === 0) return notComputable(`nobody of ${privileged} was selected`);
  const ratios = Object.entries(groups).flatMap(([name, { rows, selected }]) =>
    rows > 0 ? [[name, selected / rows / (own.selected / own.rows)] as const] : [],
  );
  return { privileged, ratios: Object.fromEntries(ratios) };
}

function largest(groups: Readonly<Record<string, GroupCount>>): string {
  const rows = (name: string) => groups[name]?.rows ?? 0;
  return Object.keys(groups).reduce(
    (best, name) => (rows(name) > rows(best) ? name : best),
    Object.keys(groups)[0] ?? '',
  );
}
