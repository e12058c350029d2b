import { boosting, predictBoosted } from '@/lib/stats/boosting';
import { ERROR_METRICS, type ErrorMetric, errorFromLosses, errorSamplingError } from '@/lib/stats/dle';
import { leastSquares, predictLinear, type TrainingRows } from '@/lib/stats/leastSquares';
import { isComputable, type NotComputable } from '@/lib/stats/notComputable';
import { rowLoss } from '@/lib/stats/rowLoss';
import type { Column, Computed } from '@/lib/tally/computed';
import type { KeyValue } from '@/lib/tally/key';
import type { Cell, Tally } from '@/lib/tally/tally';

/** From samples of rows with features to what a regression's error is expected to be without labels. */

/** Rows kept of each chunk. */
export const SAMPLE_ROWS = 500;
const THERE = 0;

/** The loss of one row as a column. */
export function lossColumn(metric: ErrorMetric, { prediction, label }: Names): Column {
  const error: Computed = { op: 'sub', a: prediction, b: label };
  const absolute: Computed = { op: 'abs', a: error };
  switch (ERROR_METRICS[metric].loss) {
    case 'absolute':
      return absolute;
    case 'squared':
      return { op: 'square', a: error };
    case 'percentage':
      return { op: 'div', a: absolute, b: { op: 'abs', a: label } };
    case 'squaredLog':
      return {
        op: 'square',
        a: { op: 'sub', a: { op: 'log1p', a: prediction }, b: { op: 'log1p', a: label } },
      };
  }
}

export type Names = { prediction: string; label: string };

/** Cells with the keys chunk, prediction and label (there or not), the loss and its square, and a sample. */
type Chunk = { rows: number; sum: number; squares: number };

/** What was learnt of a reference with labels. */
export type LossFit = {
  metric: ErrorMetric;
  chunks: ReadonlyMap<number, Chunk>;
  /** Mean and standard deviation of a row's loss. */
  losses: { mean: number; std: number };
  means: readonly number[];
  predict: (columns: readonly number[][]) => ArrayLike<number>;
};

export type Learning = { metric: ErrorMetric; model: 'linear' | 'boosted'; features: number };

/** Learns which rows are hard to predict. */
export function fitLosses(
  reference: Tally,
  { metric, model, features }: Learning,
): LossFit | { why: string } {
  const known = reference.cells.filter(({ key }) => key[1] === THERE && key[2] === THERE);
  const chunks = chunksIn(known);
  const all = totalOf(chunks.values());
  if (all.rows === 0) return { why: 'the reference has no labels to learn from' };
  const mean = all.sum / all.rows;
  const std = Math.sqrt(Math.max(0, all.squares / all.rows - mean * mean));
  if (!Number.isFinite(std)) return { why: 'the reference holds numbers too large to add up' };
  const { values, weights } = sampled(known);
  const [truth, guess] = [
    values.map((row) => row.at(-1) ?? Number.NaN),
    values.map((row) => row.at(-2) ?? Number.NaN),
  ];
  const target = truth.map((y, i) => rowLoss(ERROR_METRICS[metric].loss, y, guess[i] ?? Number.NaN));
  const usable = target.map((loss, i) => Number.isFinite(loss) && !(metric === 'mape' && truth[i] === 0));
  const kept = <T>(list: readonly T[]) => list.filter((_, i) => usable[i]);
  const columns = columnsOf(kept(values), features);
  const means = columns.map(meanOf);
  const rows = { columns: filled(columns, means), target: kept(target), weights: kept(weights) };
  const predict = learn(rows, model);
  if (!isComputable(predict)) return { why: `no model of losses can be learnt: ${predict.notComputable}` };
  return { metric, chunks, losses: { mean, std }, means, predict };
}

function learn(rows: TrainingRows, model: Learning['model']): LossFit['predict'] | NotComputable {
  if (model === 'boosted') {
    const found = boosting(rows);
    return isComputable(found) ? (columns) => predictBoosted(found, columns) : found;
  }
  const found = leastSquares(rows);
  return isComputable(found) ? (columns) => predictLinear(found, columns) : found;
}

export type LossEstimate = { value: number; error: number; rows: number; before: number; chunks: number[] };

/** The error that is expected of these rows, and what it was in the reference, whole and by chunk. */
export function estimateError(
  current: Tally,
  fit: LossFit,
  group: number,
): LossEstimate | { why: string; rows: number } {
  const { metric, losses, means, predict } = fit;
  const cells = current.cells.filter(({ key }) => key[1] === THERE);
  const rows = cells.reduce((total, { count }) => total + count, 0);
  if (rows === 0) return { why: 'no row of this window has a prediction', rows };
  const { values, weights } = sampled(cells);
  const columns = filled(columnsOf(values, means.length - 1), means);
  const value = errorFromLosses(metric, predict(columns), weights);
  const error = errorSamplingError(metric, losses, rows);
  if (!isComputable(value)) return { why: value.notComputable, rows };
  if (!isComputable(error)) return { why: error.notComputable, rows };
  if (!Number.isFinite(value)) return { why: 'the columns hold numbers too large to add up', rows };
  const rooted = (mean: number) => (ERROR_METRICS[metric].root ? Math.sqrt(mean) : mean);
  const grouped = new Map<number, Chunk[]>();
  for (const [at, chunk] of fit.chunks) {
    const place = Math.floor(at / group);
    grouped.set(place, [...(grouped.get(place) ?? []), chunk]);
  }
  const chunks = [...grouped.values()].map((parts) => {
    const { sum, rows: size } = totalOf(parts);
    return rooted(sum / size);
  });
  return { value, error, rows, before: rooted(losses.mean), chunks };
}

function chunksIn(cells: readonly Cell[]): Map<number, Chunk> {
  const chunks = new Map<number, Chunk>();
  for (const { key, values } of cells) {
    const at = typeof key[0] === 'number' ? key[0] : 0;
    const [rows, sum, squares] = values;
    // Rows without a loss, such as a percentage of 0, count nowhere.
    if (!rows) continue;
    const part = { rows, sum: sum ?? 0, squares: squares ?? 0 };
    const old = chunks.get(at);
    chunks.set(at, old ? totalOf([old, part]) : part);
  }
  return chunks;
}

function totalOf(chunks: Iterable<Chunk>): Chunk {
  const total = { rows: 0, sum: 0, squares: 0 };
  for (const { rows, sum, squares } of chunks) {
    total.rows += rows;
    total.sum += sum;
    total.squares += squares;
  }
  return total;
}

/** The sampled rows as numbers, and how many rows each stands for. */
function sampled(cells: readonly Cell[]): { values: number[][]; weights: number[] } {
  const values: number[][] = [];
  const weights: number[] = [];
  for (const { count, sample = [] } of cells) {
    const rows = sample.flatMap((group) => group.rows);
    const size = rows.reduce((total, row) => total + row.count, 0);
    for (const row of rows) {
      values.push(row.values.map(asNumber));
      weights.push((row.count * count) / size);
    }
  }
  return { values, weights };
}

function asNumber(value: KeyValue): number {
  if (value === 'true' || value === 'false') return value === 'true' ? 1 : 0;
  return typeof value === 'number' ? value : Number.NaN;
}

/** Features and the prediction, column by column; the label, which is last, is left out. */
function columnsOf(rows: readonly (readonly number[])[], features: number): number[][] {
  return Array.from({ length: features + 1 }, (_, at) => rows.map((row) => row[at] ?? Number.NaN));
}

function meanOf(values: readonly number[]): number {
  const finite = values.filter(Number.isFinite);
  return finite.length > 0 ? finite.reduce((a, b) => a + b / finite.length, 0) : 0;
}

/** What is missing is taken to be as on average. */
function filled(columns: readonly number[][], means: readonly number[]): number[][] {
  return columns.map((values, at) =>
    values.map((value) => (Number.isFinite(value) ? value : (means[at] ?? 0))),
  );
}
