import { aucInterval } from '@/lib/stats/aucInterval';
import { meanInterval } from '@/lib/stats/meanInterval';
import type { Estimate } from '@/lib/stats/mover';
import { isComputable } from '@/lib/stats/notComputable';
import { rocAuc } from '@/lib/stats/rocAuc';
import type { Computed } from '@/lib/tally/computed';
import type { Key } from '@/lib/tally/key';
import { nextUp } from '@/lib/tally/profile';
import type { Cell, Measure } from '@/lib/tally/tally';
import { type classBin, isClass } from './classes';
import type { GroupMetric, GroupSample } from './groupMetrics';

/** A metric of a group that is no plain share, and what it needs of the tally after the group's keys. */
export type PlannedMetric = { keys: Key[]; measures: Measure[]; metric: GroupMetric };

export const numberMetricNames = [
  'roc_auc',
  'mean_error',
  'mean_absolute_error',
  'root_mean_squared_error',
] as const;
export type NumberMetricName = (typeof numberMetricNames)[number];

type Columns = { prediction: string; label: string };
type ClassBin = ReturnType<typeof classBin>;

export function numberMetric(name: NumberMetricName, columns: Columns, bin: ClassBin): PlannedMetric {
  return name === 'roc_auc' ? aucMetric(columns, bin) : errorMetric(name, columns);
}

const BINS = 1024;
/** Bin 0 is below 0, bins 1 to 1,024 cut [0, 1] into equal parts, bin 1,025 is above 1. */
const edges = [...Array.from({ length: BINS }, (_, i) => i / BINS), nextUp(1)];

function aucMetric({ prediction, label }: Columns, bin: ClassBin): PlannedMetric {
  return {
    keys: [
      { column: prediction, bin: { kind: 'edges', edges } },
      { column: label, bin },
    ],
    measures: [],
    metric: {
      words: 'ROC AUC',
      rowWords: 'labelled rows of either class with a score in 0 to 1',
      needsLabels: true,
      sampleOf: (cells) => aucSample(cells, bin),
    },
  };
}

/** Its rows are those of the smaller class. */
function aucSample(cells: readonly Cell[], bin: ClassBin): GroupSample | null {
  const points = edges.map((score) => ({ score, positives: 0, negatives: 0 }));
  const rows = { positives: 0, negatives: 0 };
  for (const { key, count } of cells) {
    const place = key[0];
    const truth = isClass(bin, key[1]);
    if (typeof place !== 'number' || place < 1 || place > BINS || truth === null) continue;
    const point = points[place - 1];
    if (point) point[truth ? 'positives' : 'negatives'] += count;
    rows[truth ? 'positives' : 'negatives'] += count;
  }
  const found = rocAuc(points);
  if (!isComputable(found)) return null;
  const { auc } = found;
  return {
    rows: Math.min(rows.positives, rows.negatives),
    at: (level) => ({ value: auc, ...aucInterval(auc, rows, level) }),
  };
}

const errorWords = {
  mean_error: 'mean error',
  mean_absolute_error: 'mean absolute error',
  root_mean_squared_error: 'root mean squared error',
} as const;

function errorMetric(name: keyof typeof errorWords, { prediction, label }: Columns): PlannedMetric {
  const error: Computed = { op: 'sub', a: prediction, b: label };
  const loss: Computed =
    name === 'mean_error' ? error : { op: name === 'mean_absolute_error' ? 'abs' : 'square', a: error };
  const shown = (value: number) =>
    name === 'root_mean_squared_error' ? Math.sqrt(Math.max(0, value)) : value;
  return {
    keys: [{ column: loss, bin: { kind: 'presence' } }],
    measures: [
      { of: 'sum', column: loss },
      { of: 'sum_of_squares', column: loss },
    ],
    metric: {
      words: errorWords[name],
      rowWords: 'labelled rows with numbers',
      needsLabels: true,
      sampleOf: (cells) => lossSample(cells, shown),
    },
  };
}

function lossSample(cells: readonly Cell[], shown: (value: number) => number): GroupSample | null {
  const cell = cells.find(({ key }) => key[0] === 0);
  const [sum, sumOfSquares] = cell?.values ?? [];
  if (!cell || sum == null || sumOfSquares == null) return null;
  const sums = { rows: cell.count, sum, sumOfSquares };
  const estimate = (level: number) => meanInterval(sums, level);
  if (!isComputable(estimate(0.5))) return null;
  return {
    rows: cell.count,
    at: (level): Estimate => {
      const found = estimate(level);
      if (!isComputable(found)) return { value: 0, low: 0, high: 0 };
      return { value: shown(found.value), low: shown(found.low), high: shown(found.high) };
    },
  };
}
