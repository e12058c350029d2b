import { checkSeries } from './checkSeries';
import { type NotComputable, notComputable } from './notComputable';

/**
 * `detections` are places in the series; `width` and `mean` are of the window that is left at the end. `newLevel` is
 * where the newer values begin by the last detection, at the border that tells them apart best; null without one.
 */
export type Adwin = { detections: number[]; width: number; mean: number; newLevel: number | null };

/** So many values in a row: their sum, and their squared distances from their mean, added up. */
type Part = { size: number; sum: number; squares: number };
/** Rows of buckets of 1, 2, 4 … values; in each row the oldest bucket first. */
type Window = { rows: Part[][]; all: Part };

/** `delta`: the chance of a false detection, in (0, 1), 0.002 is usual; `testEach`: after how many values to test. */
export type AdwinOptions = { delta: number; testEach: number };

const PER_ROW_MAX = 5;
const WIDTH_MIN = 10;
const PART_MIN = 5;

/**
 * Adaptive windowing: keeps as many of the latest values as have one mean.
 *
 * What for: to find a change of the mean without saying how large it is or how long it lasts.
 *
 * A bucket that is merged from two keeps the spread of the newer one only, as the published programs do; the window's
 * spread after a cut is therefore a little too large, and a second cut right after the first a little rarer.
 *
 * @param values finite, in the order of time; best scaled to a standard deviation of about 1
 * @param options `testEach` 32 is what the published programs do: cheaper, and up to 32 values late
 * @returns the places where older values were dropped, once the window holds more than 10. Cost log(n) a value
 * @matches skmultiflow.drift_detection.ADWIN, with `testEach` 32
 * @source Bifet and Gavaldà 2007, Learning from time-changing data with adaptive windowing
 * @example adwin([1, 1, 1, 1], { delta: 0.002, testEach: 32 }) // { detections: [], width: 4, mean: 1, newLevel: null }
 */
export function adwin(values: readonly number[], { delta, testEach }: AdwinOptions): Adwin | NotComputable {
  const wrong = checkSeries(values);
  if (wrong) return wrong;
  if (!(delta > 0 && delta < 1)) return notComputable('delta must lie between 0 and 1');
  const window: Window = { rows: [[]], all: { size: 0, sum: 0, squares: 0 } };
  const detections: number[] = [];
  let newLevel: number | null = null;
  for (const [i, value] of values.entries()) {
    add(window, value);
    if ((i + 1) % testEach !== 0 || window.all.size <= WIDTH_MIN) continue;
    const first = borderOf(window, delta);
    if (first === null) continue;
    newLevel = i + 1 - first;
    detections.push(i);
    do dropOldest(window);
    while (borderOf(window, delta) !== null);
  }
  return { detections, width: window.all.size, mean: window.all.sum / window.all.size, newLevel };
}

function add(window: Window, value: number): void {
  const one = { size: 1, sum: value, squares: 0 };
  window.rows[0]?.push(one);
  window.all = join(window.all, one);
  for (let i = 0; (window.rows[i]?.length ?? 0) > PER_ROW_MAX; i++) {
    const [first, second] = window.rows[i]?.splice(0, 2) ?? [];
    if (!first || !second) return;
    if (!window.rows[i + 1]) window.rows.push([]);
    window.rows[i + 1]?.push(join({ ...first, squares: 0 }, second));
  }
}

function dropOldest(window: Window): void {
  const oldest = window.rows.at(-1)?.shift();
  if (!oldest) return;
  if (window.rows.at(-1)?.length === 0) window.rows.pop();
  window.all = without(window.all, oldest);
}

/**
 * How many values lie after the border between buckets whose two means are the farthest too far apart; null where none
 * are.
 */
function borderOf({ rows, all }: Window, delta: number): number | null {
  const chance = Math.log((2 * Math.log(all.size)) / delta);
  const variance = all.squares / all.size;
  let best = { excess: 1, after: 0 };
  let before: Part = { size: 0, sum: 0, squares: 0 };
  for (const row of rows.toReversed()) {
    for (const bucket of row.slice(0, -1)) {
      before = join(before, bucket);
      const after = { size: all.size - before.size, sum: all.sum - before.sum };
      if (before.size < PART_MIN || after.size < PART_MIN) continue;
      const spread = 1 / (before.size - PART_MIN + 1) + 1 / (after.size - PART_MIN + 1);
      const limit = Math.sqrt(2 * chance * variance * spread) + (2 / 3) * chance * spread;
      const excess = Math.abs(before.sum / before.size - after.sum / after.size) / limit;
      if (excess > best.excess) best = { excess, after: after.size };
    }
  }
  return best.excess > 1 ? best.after : null;
}

function join(a: Part, b: Part): Part {
  if (a.size === 0) return b;
  const size = a.size + b.size;
  const apart = a.sum / a.size - b.sum / b.size;
  return { size, sum: a.sum + b.sum, squares: a.squares + b.squares + (a.size * b.size * apart ** 2) / size };
}

function without(all: Part, part: Part): Part {
  const size = all.size - part.size;
  const sum = all.sum - part.sum;
  const apart = part.sum / part.size - sum / size;
  const squares = all.squares - part.squares - (part.size * size * apart ** 2) / all.size;
  return { size, sum, squares: Math.max(0, squares) };
}
