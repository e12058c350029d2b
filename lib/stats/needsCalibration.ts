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
 * @param seed the same seed gives the same answer
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
  seed = 'calibration',
): boolean | NotComputable {
  const whole = calibrationError(points, BINS);
  if (!isComputable(whole)) return whole;
  const ranking = rocAuc(points);
  if (!isComputable(ranking) || ranking.auc > PERFECT) return false;
  const draw = splitter(points, createRng(seed));
  const before: ScorePoint[] = [];
  const after: ScorePoint[] = [];
  for (let split = 0; split < SPLITS; split++) {
    const { train, test } = draw();
    const line = isotonic(train);
    if (!isComputable(line)) continue;
    for (const { score, positives, negatives } of test) {
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

/** Draws rows without replacement, the same share of each class, and gives both parts as points. */
function splitter(points: readonly ScorePoint[], rng: Rng) {
  const positives = rowsOf(points.map((point) => point.positives));
  const negatives = rowsOf(points.map((point) => point.negatives));
  return () => {
    const drawn = points.map((point) => ({ score: point.score, positives: 0, negatives: 0 }));
    for (const [rows, side] of [
      [positives, 'positives'],
      [negatives, 'negatives'],
    ] as const) {
      const size = Math.round(rows.length * TEST_SHARE);
      for (let i = 0; i < size; i++) {
        const other = i + rng.below(rows.length - i);
        const [kept = 0, at = 0] = [rows[i], rows[other]];
        rows[i] = at;
        rows[other] = kept;
        const point = drawn[at];
        if (point) point[side] += 1;
      }
    }
    const train = points.map(({ score, positives: yes, negatives: no }, i) => {
      const test = drawn[i];
      return { score, positives: yes - (test?.positives ?? 0), negatives: no - (test?.negatives ?? 0) };
    });
    return { train, test: drawn.filter((point) => point.positives + point.negatives > 0) };
  };
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
