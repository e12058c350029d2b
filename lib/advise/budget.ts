import { countInterval } from './countInterval';
import { debounced, episodePeaks, episodeStarts } from './episodes';
import type { Series } from './series';
import { quantileOfSorted } from './sorted';
import { type Side, type Surprise, surpriseOf } from './surprise';
import { tailOf, valueAbove } from './tail';

/** How many alerts someone will stand: episodes in so many rows. */
export type Budget = { episodes: number; rows: number };

export type BudgetOptions = {
  budget: Budget;
  /** Rows before it are history; nothing after it is looked at. */
  split: number;
  /** Rows in a row that must be over the threshold. */
  debounce: number;
  /** Episodes closer than this are one. */
  gapRows: number;
  side?: Side;
};

/** A threshold on the surprise of a series, and what it promises; or why none can be promised. */
export type BudgetThreshold = Promised | { ok: false; why: string };

export type Promised = {
  ok: true;
  threshold: number;
  season: Surprise['usual']['season'];
  /** The score after the debounce, row by row. */
  score: Float64Array;
  /** Episodes promised in a stretch of `rows`, with the interval that holds the actual number 9 times in 10. */
  expect: (rows: number) => { predicted: number; low: number; high: number };
};

/** With fewer values of history nothing can be promised. */
export const HISTORY_MIN = 100;
const PEAKS_MIN = 8;
const PEAKS_ABOVE = 0.95;
const BURN_IN_ROWS = 200;

/** The threshold that gives so many episodes, learnt from the history of a series. */
export function thresholdForBudget(series: Series, options: BudgetOptions): BudgetThreshold {
  const { budget, split, debounce, gapRows, side = 'both' } = options;
  const known = series.values.slice(0, split).filter((value) => !Number.isNaN(value)).length;
  if (known < HISTORY_MIN)
    return { ok: false, why: `the history has ${known} values; ${HISTORY_MIN} are needed` };
  const surprise = surpriseOf(series, { learnUntil: split, side });
  const score = debounced(surprise.score, debounce);
  const from = Math.min(BURN_IN_ROWS, split >> 2);
  const history = score.slice(from, split);
  const wanted = (budget.episodes * history.length) / budget.rows;
  const threshold = tailThreshold(history, wanted, gapRows) ?? empiricalThreshold(history, wanted, gapRows);
  const starts = episodeStarts(history, threshold, gapRows);
  const dispersion = dispersionOf(starts, history.length);
  return {
    ok: true,
    threshold,
    season: surprise.usual.season,
    score,
    expect(rows) {
      const ratio = rows / history.length;
      const interval = countInterval({ seen: starts.length, ratio, dispersion }, 0.9);
      return { predicted: (budget.episodes * rows) / budget.rows, ...interval };
    },
  };
}

/** By the tail of the peaks of episodes; null where there are too few of them. */
function tailThreshold(history: Float64Array, wanted: number, gapRows: number): number | null {
  const from = quantileOfSorted(history.slice().sort(), PEAKS_ABOVE);
  const peaks = episodePeaks(history, from, gapRows);
  if (peaks.length < PEAKS_MIN) return null;
  const tail = tailOf(peaks, from);
  return tail && valueAbove(tail, Math.min(1, wanted / peaks.length));
}

const STEPS = 60;

/** The lowest threshold that would have given no more episodes than wanted. */
function empiricalThreshold(history: Float64Array, wanted: number, gapRows: number): number {
  const sorted = history.slice().sort();
  const first = 0.5 / history.length;
  let threshold = sorted.at(-1) ?? 0;
  for (let i = 0; i < STEPS; i++) {
    const share = first * (0.2 / first) ** (i / (STEPS - 1));
    const candidate = quantileOfSorted(sorted, 1 - share);
    if (episodeStarts(history, candidate, gapRows).length > wanted) break;
    threshold = candidate;
  }
  return threshold;
}

const BLOCKS = 3;

/** How many times more the counts of thirds vary than chance has it; at least 1. */
function dispersionOf(starts: readonly number[], rows: number): number {
  const counts = new Array<number>(BLOCKS).fill(0);
  for (const start of starts) {
    const block = Math.min(BLOCKS - 1, Math.floor((start * BLOCKS) / rows));
    counts[block] = (counts[block] ?? 0) + 1;
  }
  const mean = starts.length / BLOCKS;
  if (mean === 0) return 1;
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (BLOCKS - 1);
  return Math.max(1, variance / mean);
}
