import {
  accuracyOf,
  type Confusion,
  type ConfusionMetric,
  falseNegativeRateOf,
  falsePositiveRateOf,
  recallOf,
  specificityOf,
} from '@/lib/stats/confusion';
import {
  demographicParity,
  disparateImpact,
  equalizedOdds,
  equalOpportunity,
  type GroupCount,
  selectionOf,
  selectionRate,
} from '@/lib/stats/groupFairness';
import { isComputable } from '@/lib/stats/notComputable';
import type { Adapter, Adapters, Golden, Inputs } from './golden';

type Group = Confusion & { name: string };

/** Confusions by group; two columns make combinations, and a missing value is a group of its own. */
function groupsOf(inputs: Inputs, golden: Golden): Group[] {
  const names = Object.keys(golden.input).filter((name) => name.startsWith('sensitive'));
  const columns = names.map(inputs.column);
  const [truth, predicted] = [inputs.column('y_true'), inputs.column('y_pred')];
  const groups = new Map<string, Group>();
  truth.forEach((label, i) => {
    if (label === null || predicted[i] === null) return;
    const name = columns.map((column) => column[i] ?? 'None').join('|');
    const none = { name, truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
    const group = groups.get(name) ?? none;
    groups.set(name, group);
    if (predicted[i] === 1) group[label === 1 ? 'truePositives' : 'falsePositives'] += 1;
    else group[label === 1 ? 'falseNegatives' : 'trueNegatives'] += 1;
  });
  return [...groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** fairlearn counts a rate of nothing as 0. */
const AS_ZERO = { undefinedAs: 0 } as const;

/** A gap between groups; fairlearn compares a group that is alone with itself. */
const gap =
  (statistic: (groups: readonly Group[]) => unknown): Adapter =>
  (inputs, _, golden) => {
    const groups = groupsOf(inputs, golden);
    return statistic(groups.length === 1 ? [...groups, ...groups] : groups);
  };

const rates: Record<string, ConfusionMetric> = {
  selection_rate: (c) => selectionRate(selectionOf(c)),
  tpr: recallOf,
  fpr: falsePositiveRateOf,
  tnr: specificityOf,
  fnr: falseNegativeRateOf,
  accuracy: accuracyOf,
};

/** Rates by group. */
export const fairness: Adapters = {
  by_group(inputs, _, golden) {
    const shown = groupsOf(inputs, golden).map((group) => {
      const values = Object.entries(rates).map(([name, rate]) => {
        const value = rate(group);
        return [name, isComputable(value) ? value : 0];
      });
      return [group.name, { count: selectionOf(group).rows, ...Object.fromEntries(values) }];
    });
    return Object.fromEntries(shown);
  },
  demographic_parity: gap((groups) => demographicParity(groups.map(selectionOf))),
  equalized_odds: gap((groups) => equalizedOdds(groups, AS_ZERO)),
  equal_opportunity: gap((groups) => equalOpportunity(groups, AS_ZERO)),
  disparate_impact(inputs, _, golden) {
    const groups = groupsOf(inputs, golden).map((one): [string, GroupCount] => [one.name, selectionOf(one)]);
    return disparateImpact(Object.fromEntries(groups));
  },
};
