import type { Estimate } from '@/lib/stats/mover';
import { isComputable } from '@/lib/stats/notComputable';
import { proportionInterval } from '@/lib/stats/proportionInterval';
import type { Cell } from '@/lib/tally/tally';
import { type classBin, isClass } from './classes';

/** A group's metric: the rows it rests on, and the value with an interval of any confidence. */
export type GroupSample = { rows: number; at: (level: number) => Estimate };

/** A metric of one group from its cells; null where it has none. */
export type GroupMetric = {
  /** How the sentence begins: `predicted 1`. */
  words: string;
  /** The rows that it rests on: `rows`, `rows that were 1`. */
  rowWords: string;
  needsLabels: boolean;
  sampleOf: (cells: readonly Cell[]) => GroupSample | null;
};

type ClassBin = ReturnType<typeof classBin>;

/** Rows of a group with a prediction, by prediction and label; those without a label apart. */
export type Outcomes = {
  tp: number;
  fp: number;
  fn: number;
  tn: number;
  unlabelled: number;
  selected: number;
};

/** Cells with the keys prediction and label, or prediction alone. */
export function outcomesOf(cells: readonly Cell[], bin: ClassBin): Outcomes {
  const seen = { tp: 0, fp: 0, fn: 0, tn: 0, unlabelled: 0, selected: 0 };
  for (const { key, count } of cells) {
    const [guess, truth] = [isClass(bin, key[0]), isClass(bin, key[1])];
    if (guess === null) continue;
    if (guess) seen.selected += count;
    seen[outcomeOf(guess, truth)] += count;
  }
  return seen;
}

function outcomeOf(guess: boolean, truth: boolean | null): Exclude<keyof Outcomes, 'selected'> {
  if (truth === null) return 'unlabelled';
  if (guess) return truth ? 'tp' : 'fp';
  return truth ? 'fn' : 'tn';
}

type Part = { hits: number; rows: number };

function shareSample({ hits, rows }: Part): GroupSample | null {
  if (rows === 0) return null;
  return {
    rows,
    at: (level) => {
      const interval = proportionInterval({ count: hits, n: rows, level });
      return { value: hits / rows, ...(isComputable(interval) ? interval : { low: 0, high: 1 }) };
    },
  };
}

const labelledOf = ({ tp, fp, fn, tn }: Outcomes) => tp + fp + fn + tn;

/** Metrics that are plain shares of some rows. */
const shares = {
  selection_rate: (o: Outcomes) => ({ hits: o.selected, rows: labelledOf(o) + o.unlabelled }),
  accuracy: (o: Outcomes) => ({ hits: o.tp + o.tn, rows: labelledOf(o) }),
  precision: (o: Outcomes) => ({ hits: o.tp, rows: o.tp + o.fp }),
  recall: (o: Outcomes) => ({ hits: o.tp, rows: o.tp + o.fn }),
  specificity: (o: Outcomes) => ({ hits: o.tn, rows: o.tn + o.fp }),
  false_positive_rate: (o: Outcomes) => ({ hits: o.fp, rows: o.tn + o.fp }),
  false_negative_rate: (o: Outcomes) => ({ hits: o.fn, rows: o.tp + o.fn }),
} as const;

/** Of the rows that are positive or predicted so, those that are both: F1 is 2 s / (1 + s) of that share s. */
function f1Sample({ tp, fp, fn }: Outcomes): GroupSample | null {
  const overlap = shareSample({ hits: tp, rows: tp + fp + fn });
  if (!overlap) return null;
  const f1 = (share: number) => (2 * share) / (1 + share);
  return {
    rows: overlap.rows,
    at: (level) => {
      const { value, low, high } = overlap.at(level);
      return { value: f1(value), low: f1(low), high: f1(high) };
    },
  };
}

/** The mean of recall and specificity; its rows are those of the smaller class. */
function balancedSample(o: Outcomes): GroupSample | null {
  const [recall, specificity] = [shareSample(shares.recall(o)), shareSample(shares.specificity(o))];
  if (!recall || !specificity) return null;
  return {
    rows: Math.min(recall.rows, specificity.rows),
    at: (level) => {
      const [a, b] = [recall.at(level), specificity.at(level)];
      const value = (a.value + b.value) / 2;
      const below = Math.hypot(a.value - a.low, b.value - b.low) / 2;
      const above = Math.hypot(a.high - a.value, b.high - b.value) / 2;
      return { value, low: value - below, high: value + above };
    },
  };
}

const samples = {
  ...Object.fromEntries(
    Object.entries(shares).map(([name, part]) => [name, (o: Outcomes) => shareSample(part(o))]),
  ),
  f1: f1Sample,
  balanced_accuracy: balancedSample,
} as Record<ClassMetricName, (outcomes: Outcomes) => GroupSample | null>;

export const classMetricNames = [
  'accuracy',
  'balanced_accuracy',
  'precision',
  'recall',
  'specificity',
  'f1',
  'false_positive_rate',
  'false_negative_rate',
  'selection_rate',
] as const;
export type ClassMetricName = (typeof classMetricNames)[number];

/** A metric of one class against the rest, by group. */
export function classMetric(name: ClassMetricName, bin: ClassBin): GroupMetric {
  const positive = String(bin.values[0]);
  const words: Record<ClassMetricName, [words: string, rowWords: string]> = {
    accuracy: ['predicted right', 'labelled rows'],
    balanced_accuracy: ['balanced accuracy', 'labelled rows of either class'],
    precision: [`of those predicted ${positive}, were so`, `labelled rows predicted ${positive}`],
    recall: [`of those that were ${positive}, predicted so`, `rows that were ${positive}`],
    specificity: [`of those that were not ${positive}, predicted so`, `rows that were not ${positive}`],
    f1: [`F1 of ${positive}`, `rows that were or were predicted ${positive}`],
    false_positive_rate: [`wrongly predicted ${positive}`, `rows that were not ${positive}`],
    false_negative_rate: [`wrongly not predicted ${positive}`, `rows that were ${positive}`],
    selection_rate: [`predicted ${positive}`, 'rows'],
  };
  const [say, rowWords] = words[name];
  return {
    words: say,
    rowWords,
    needsLabels: name !== 'selection_rate',
    sampleOf: (cells) => samples[name](outcomesOf(cells, bin)),
  };
}
