import { createRng, type Rng } from '@/lib/core/rng';
import { calibrationError } from './calibrationError';
import { isotonic, isotonicAt } from './isotonic';
import { isComputable, type NotComputable } from './notComputable';
import { rocAuc } from './rocAuc';
import type { ScorePoint } from './scorePoints';

const SPLITS = 10;
const TEST_SHARE = 0.1;
const BINS = { bins: 10, equal: 'mass' } as const;
/** A score that ranks this well says all there is to say: calibration would only move it to 0 and 1. */
const PERFECT = 0.999;

/**
 * Whether scores come nearer to probabilities by isotonic calibration, on rows that it has not seen.
 *
 * What for: to calibrate scores before performance is estimated from them, but not where it would add noise.
 *
 * @param points in rising order of the score; from a tally, a point for each bin
 * @param heldOut the tenths, as points of the rows held out in each split, a point for each of `points`; by default drawn
 *   from a fixed seed, so that the same points give the same answer
 * @returns false where one class has no rows or the ranking is perfect; else whether the calibration error over ten
 *   bins of equal mass falls, over ten random tenths of the rows, each held out once with its share of positives; not
 *   computable without rows or with a score outside [0, 1]. Of honest scores it is true about every second time: the
 *   calibration then changes little
 * Cost: ten passes over the points; a million distinct scores take seconds, a thousand bins of them nothing
 * @source NannyML, needs_calibration
 * @matches nannyml.calibration.needs_calibration, which splits by numpy's random numbers, where the gain is not marginal
 * @example needsCalibration([{ score: 0.1, positives: 90, negatives: 10 }, { score: 0.2, positives: 95, negatives: 5 }]) // true
 */
export function needsCalibration(
  points: readonly ScorePoint[],
  heldOut: Iterable<readonly ScorePoint[]> = drawnTenths(points, createRng('calibration')),
): boolean | NotComputable {
  const whole = calibrationError(points, BINS);
  if (!isComputable(whole)) return whole;
  const ranking = rocAuc(points);
  if (!isComputable(ranking) || ranking.auc > PERFECT) return false;
  const before: ScorePoint[] = [];
  const after: ScorePoint[] = [];
  for (const test of heldOut) {
    const line = isotonic(without(points, test));
    if (!isComputable(line)) continue;
    for (const { score, positives, negatives } of test) {
      if (positives + negatives === 0) continue;
      before.push({ score, positives, negatives });
      after.push({ score: isotonicAt(line, score), positives, negatives });
    }
  }
  const [raw, calibrated] = [errorOf(before), errorOf(after)];
  return raw > calibrated;
}

function errorOf(points: ScorePoint[]): number {
  const found = calibrationError(
    points.sort((a, b) => a.score - b.score),
    BINS,
  );
  return isComputable(found) ? found.ece : 0;
}

function without(points: readonly ScorePoint[], test: readonly ScorePoint[]): ScorePoint[] {
  return points.map(({ score, positives, negatives }, i) => ({
    score,
    positives: positives - (test[i]?.positives ?? 0),
    negatives: negatives - (test[i]?.negatives ?? 0),
  }));
}

/** Ten times a tenth of the rows of each class, drawn without replacement. */
function* drawnTenths(points: readonly ScorePoint[], rng: Rng): Generator<ScorePoint[]> {
  const positives = rowsOf(points.map((point) => point.positives));
  const negatives = rowsOf(points.map((point) => point.negatives));
  for (let split = 0; split < SPLITS; split++) {
    const drawn = points.map(({ score }) => ({ score, positives: 0, negatives: 0 }));
    for (const at of tenthOf(positives, rng)) add(drawn[at], 'positives');
    for (const at of tenthOf(negatives, rng)) add(drawn[at], 'negatives');
    yield drawn;
  }
}

function add(point: ScorePoint | undefined, side: 'positives' | 'negatives'): void {
  if (point) point[side] += 1;
}

/** The first part of a shuffle. */
function tenthOf(rows: Int32Array, rng: Rng): Int32Array {
  const size = Math.round(rows.length * TEST_SHARE);
  for (let i = 0; i < size; i++) {
    const other = i + rng.below(rows.length - i);
    const [kept = 0, at = 0] = [rows[i], rows[other]];
    rows[i] = at;
    rows[other] = kept;
  }
  return rows.subarray(0, size);
}

/** A place for each row of a class: that of its point. */
function rowsOf(counts: readonly number[]): Int32Array {
  const rows = new Int32Array(counts.reduce((a, b) => a + b, 0));
  let size = 0;
  counts.forEach((count, at) => {
    rows.fill(at, size, size + count);
    size += count;
  });
  return rows;
}
