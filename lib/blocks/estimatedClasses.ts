import {
  binaryPerformance,
  type PerformanceCounts,
  type PerformanceMetric,
} from '@/lib/stats/binaryPerformance';
import { expectedCounts } from '@/lib/stats/cbpe';
import type { Confusion } from '@/lib/stats/confusion';
import { type Isotonic, isotonic, isotonicAt } from '@/lib/stats/isotonic';
import { needsCalibration } from '@/lib/stats/needsCalibration';
import { isComputable } from '@/lib/stats/notComputable';
import { performanceSamplingError } from '@/lib/stats/performanceSamplingError';
import type { ScorePoint } from '@/lib/stats/scorePoints';
import type { Tally } from '@/lib/tally/tally';
import type { Band, Contribution, Interval } from './block';
import { type classBin, isClass } from './classes';
import { bandOf, samplingInterval } from './estimates';
import { isInUnit, unitBin } from './scoredClasses';
import { figure, percent, rowCount } from './words';

/** From counts by chunk, score bin, prediction and label to what a metric is expected to be without labels. */

/** Fewer than where labels are: the reference is kept by chunk, and between bins a probability hardly moves. */
const BINS = 256;
export const estimateBin = unitBin(BINS);

const NAMES = {
  accuracy: ['accuracy', 'accuracy'],
  precision: ['precision', 'precision'],
  recall: ['recall', 'recall'],
  f1: ['F1', 'f1'],
  specificity: ['specificity', 'specificity'],
  roc_auc: ['ROC AUC', 'rocAuc'],
} as const satisfies Record<string, readonly [string, PerformanceMetric]>;
export type EstimatedMetric = keyof typeof NAMES;

type ScoreCell = {
  chunk: number;
  bin: number;
  rows: number;
  sum: number;
  predicted: boolean;
  /** Null without a label. */
  label: boolean | null;
};

/** Rows with a score and a prediction; those with a score outside [0, 1] are counted and left out. */
export type ScoreCells = { cells: readonly ScoreCell[]; rows: number; outside: number };

export function scoreCells(tally: Tally, classes: ReturnType<typeof classBin>): ScoreCells {
  const cells: ScoreCell[] = [];
  let [rows, outside] = [0, 0];
  for (const { key, count, values } of tally.cells) {
    const [chunk, bin] = key;
    const predicted = isClass(classes, key[2]);
    if (typeof bin !== 'number' || predicted === null) continue;
    rows += count;
    if (!isInUnit(bin, BINS)) {
      outside += count;
      continue;
    }
    const label = isClass(classes, key[3]);
    const at = typeof chunk === 'number' ? chunk : 0;
    cells.push({ chunk: at, bin, rows: count, sum: values[0] ?? 0, predicted, label });
  }
  return { cells, rows, outside };
}

/** What was learnt of a reference with labels. */
export type Fit = {
  cells: readonly ScoreCell[];
  labelled: number;
  known: PerformanceCounts;
  /** Null where scores are taken as they are. */
  line: Isotonic | null;
};

export function fitReference(
  { cells }: ScoreCells,
  calibrate: 'auto' | 'always' | 'never',
): Fit | { why: string } {
  const own = cells.filter((cell) => cell.label !== null);
  if (own.length === 0) return { why: 'the reference has no labels to learn from' };
  const known = realized(own);
  const needed = calibrate === 'auto' ? needsCalibration(known.points) : calibrate === 'always';
  const line = needed === true ? isotonic(known.points) : null;
  const labelled = own.reduce((total, cell) => total + cell.rows, 0);
  return { cells: own, labelled, known, line: line !== null && isComputable(line) ? line : null };
}

export type Estimating = {
  now: ScoreCells;
  fit: Fit;
  metric: EstimatedMetric;
  /** Chunks of the reference that make up one window. */
  group: number;
  comparable: boolean;
};

export type Estimate = {
  value: number;
  rows: number;
  error: number;
  interval: Interval;
  band: Band;
  before: number;
  parts: Contribution[];
  calibrated: boolean;
};

export function estimateScore({
  now,
  fit,
  metric,
  group,
  comparable,
}: Estimating): Estimate | { why: string } {
  const [name, key] = NAMES[metric];
  const probability = (score: number) => (fit.line ? isotonicAt(fit.line, score) : score);
  const expected = expectedCounts(
    pointsBy(now.cells, (cell) => cell.predicted),
    probability,
  );
  const value = binaryPerformance(expected)[key];
  if (!isComputable(value)) return { why: `${value.notComputable}, so ${name} cannot be estimated` };
  const before = binaryPerformance(fit.known)[key];
  const error = performanceSamplingError(fit.known, key, now.rows);
  if (!isComputable(before)) return { why: `in the reference, ${before.notComputable}` };
  if (!isComputable(error)) return { why: error.notComputable };
  const chunks = chunkCounts(fit.cells, group).flatMap((counts) => {
    const found = binaryPerformance(counts)[key];
    return isComputable(found) ? [found] : [];
  });
  return {
    value,
    rows: now.rows,
    error,
    interval: samplingInterval(value, error),
    band: bandOf({ chunks, whole: before, error, comparable, max: 1 }),
    before,
    parts: partsOf(expected.confusion, fit.known.confusion),
    calibrated: fit.line !== null,
  };
}

/** The finding with all that it rests on. */
export function fitWords(metric: EstimatedMetric, found: Estimate): string {
  const words = metric === 'f1' || metric === 'roc_auc' ? figure : percent;
  const { value, rows, error, band, before, calibrated } = found;
  const scores = calibrated ? 'calibrated scores' : 'scores';
  return `${NAMES[metric][0]} is estimated at ${words(value)} over ${rowCount(rows)} without labels (sampling error ${words(error)}), usual ${words(band.low)} to ${words(band.high)}, ${words(before)} in the reference; assumes that ${scores} mean the same as there: no concept drift`;
}

function chunkCounts(cells: readonly ScoreCell[], group: number): PerformanceCounts[] {
  const chunks = new Map<number, ScoreCell[]>();
  for (const cell of cells) {
    const at = Math.floor(cell.chunk / group);
    const own = chunks.get(at) ?? [];
    chunks.set(at, own);
    own.push(cell);
  }
  return [...chunks.values()].map(realized);
}

/** What cells with labels show. */
function realized(cells: readonly ScoreCell[]): PerformanceCounts {
  const rows = (predicted: boolean, label: boolean) =>
    cells.reduce((n, cell) => n + (cell.predicted === predicted && cell.label === label ? cell.rows : 0), 0);
  const confusion = {
    truePositives: rows(true, true),
    falsePositives: rows(true, false),
    falseNegatives: rows(false, true),
    trueNegatives: rows(false, false),
  };
  return { confusion, points: pointsBy(cells, (cell) => cell.label === true) };
}

/** A point for each score bin at the mean of its scores, in rising order. */
function pointsBy(cells: readonly ScoreCell[], isPositive: (cell: ScoreCell) => boolean): ScorePoint[] {
  const bins = new Map<number, { positives: number; negatives: number; sum: number }>();
  for (const cell of cells) {
    const bin = bins.get(cell.bin) ?? { positives: 0, negatives: 0, sum: 0 };
    bins.set(cell.bin, bin);
    bin[isPositive(cell) ? 'positives' : 'negatives'] += cell.rows;
    bin.sum += cell.sum;
  }
  return [...bins]
    .sort(([a], [b]) => a - b)
    .map(([, { positives, negatives, sum }]) => {
      const score = Math.min(1, Math.max(0, sum / (positives + negatives)));
      return { score, positives, negatives };
    });
}

function partsOf(expected: Confusion, known: Confusion): Contribution[] {
  const names = [
    ['truePositives', 'expected positive, predicted so'],
    ['falsePositives', 'predicted positive, expected not to be'],
    ['falseNegatives', 'expected positive, missed'],
    ['trueNegatives', 'neither'],
  ] as const;
  const share = (c: Confusion, name: keyof Confusion) => {
    const rows = c.truePositives + c.falsePositives + c.falseNegatives + c.trueNegatives;
    return rows > 0 ? Math.min(1, c[name] / rows) : null;
  };
  return names.map(([name, label]) => ({
    label,
    reference: share(known, name),
    current: share(expected, name),
  }));
}
