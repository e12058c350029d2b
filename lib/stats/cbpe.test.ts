import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { binaryPerformance, PERFORMANCE_METRICS, type PerformanceCounts } from './binaryPerformance';
import { expectedCounts } from './cbpe';
import { isotonic, isotonicAt } from './isotonic';
import { needsCalibration } from './needsCalibration';
import { isComputable } from './notComputable';
import { performanceSamplingError } from './performanceSamplingError';
import { type ScorePoint, scorePoints } from './scorePoints';
import { spreadLimits } from './spreadLimits';

function sure<T>(found: T): Exclude<T, { notComputable: string }> {
  if (!isComputable(found)) throw new Error('not computable');
  return found as Exclude<T, { notComputable: string }>;
}

const count = fc.nat({ max: 9 });
const points = fc
  .array(fc.record({ positives: count, negatives: count }), { minLength: 1, maxLength: 30 })
  .map((all) => all.map((one, i): ScorePoint => ({ score: (i + 1) / 32, ...one })))
  .filter((all) => all.some((one) => one.positives + one.negatives > 0));

/** Rows whose label is positive with the probability that `truth` gives to their score. */
function drawn(seed: string, size: number, truth: (score: number) => number) {
  const rng = createRng(seed);
  const scores = Array.from({ length: size }, () => rng.uniform());
  const labels = scores.map((score) => rng.uniform() < truth(score));
  return { scores, labels, predicted: scores.map((score) => score >= 0.5) };
}
type Drawn = ReturnType<typeof drawn>;

function realized({ scores, labels, predicted }: Drawn): PerformanceCounts {
  const of = (label: boolean, guess: boolean) =>
    labels.filter((value, i) => value === label && predicted[i] === guess).length;
  const confusion = {
    truePositives: of(true, true),
    falsePositives: of(false, true),
    falseNegatives: of(true, false),
    trueNegatives: of(false, false),
  };
  return { confusion, points: sure(scorePoints(labels, scores)) };
}
const predictedPoints = ({ scores, predicted }: Drawn) => sure(scorePoints(predicted, scores));

describe('isotonic', () => {
  it('rises, keeps the mean, and is itself where the data already rises', () => {
    fc.assert(
      fc.property(points, (all) => {
        const line = sure(isotonic(all));
        const shares = [...line.shares];
        expect(shares).toEqual([...shares].sort((a, b) => a - b));
        let [fitted, positives] = [0, 0];
        for (const point of all) {
          fitted += (point.positives + point.negatives) * isotonicAt(line, point.score);
          positives += point.positives;
        }
        expect(fitted).toBeCloseTo(positives, 9);
      }),
    );
  });

  it('is the nearest rising line: no other of the same blocks, moved, is nearer', () => {
    fc.assert(
      fc.property(points, fc.double({ min: -0.2, max: 0.2, noNaN: true }), fc.nat(), (all, by, from) => {
        const line = sure(isotonic(all));
        const cut = all[from % all.length]?.score ?? 0;
        const cost = (at: (score: number) => number) =>
          all.reduce((sum, { score, positives, negatives }) => {
            return sum + positives * (1 - at(score)) ** 2 + negatives * at(score) ** 2;
          }, 0);
        const own = (score: number) => isotonicAt(line, score);
        // Raised from a score on, or lowered up to it, it still rises.
        const other = (score: number) => own(score) + ((by > 0 ? score >= cut : score <= cut) ? by : 0);
        expect(cost(other)).toBeGreaterThanOrEqual(cost(own) - 1e-9);
      }),
    );
  });

  it('is straight between knots and flat outside', () => {
    const line = { scores: Float64Array.of(0.2, 0.6), shares: Float64Array.of(0.1, 0.5) };
    expect([0, 0.2, 0.6, 1].map((score) => isotonicAt(line, score))).toEqual([0.1, 0.1, 0.5, 0.5]);
    expect(isotonicAt(line, 0.4)).toBeCloseTo(0.3, 12);
    expect(isotonic([])).toEqual({ notComputable: 'no rows' });
  });
});

describe('needsCalibration', () => {
  it('sees scores that say too much, every time, and those that are honest no more often than by chance', () => {
    const found = (name: string, truth: (score: number) => number) =>
      Array.from({ length: 20 }, (_, i) => needsCalibration(realized(drawn(name + i, 1000, truth)).points));
    expect(new Set(found('sharp', (score) => 0.3 + 0.4 * score))).toEqual(new Set([true]));
    const honest = found('honest', (score) => score).filter((needed) => needed === true).length;
    expect(honest).toBeLessThan(18);
    expect(found('honest', (score) => score).filter((needed) => needed === true)).toHaveLength(honest);
  });

  it('has nothing to do with one class or a perfect ranking, and no answer to what is no probability', () => {
    expect(needsCalibration([{ score: 0.5, positives: 9, negatives: 0 }])).toBe(false);
    expect(
      needsCalibration([
        { score: 0.1, positives: 0, negatives: 50 },
        { score: 0.2, positives: 50, negatives: 0 },
      ]),
    ).toBe(false);
    expect(isComputable(needsCalibration([{ score: 7, positives: 1, negatives: 1 }]))).toBe(false);
    expect(needsCalibration([])).toEqual({ notComputable: 'no rows' });
  });
});

describe('expectedCounts', () => {
  it('has as many rows as there are, and turns with the classes', () => {
    fc.assert(
      fc.property(points, (all) => {
        const { confusion, points: expected } = expectedCounts(all, (score) => score);
        const total = all.reduce((sum, one) => sum + one.positives + one.negatives, 0);
        expect(Object.values(confusion).reduce((a, b) => a + b, 0)).toBeCloseTo(total, 9);
        expect(expected.reduce((sum, one) => sum + one.positives, 0)).toBeCloseTo(
          confusion.truePositives + confusion.falseNegatives,
          9,
        );
        const swapped = expectedCounts(
          all.map((one) => ({ ...one, positives: one.negatives, negatives: one.positives })),
          (score) => 1 - score,
        ).confusion;
        expect(swapped.truePositives).toBeCloseTo(confusion.trueNegatives, 9);
        expect(swapped.falsePositives).toBeCloseTo(confusion.falseNegatives, 9);
      }),
    );
  });

  it('comes within sampling error of what is realized, where scores mean what they say', () => {
    const reference = realized(drawn('reference', 20_000, (score) => score ** 2));
    const line = sure(isotonic(reference.points));
    const size = 4000;
    for (const seed of ['a', 'b', 'c']) {
      const rows = drawn(seed, size, (score) => score ** 2);
      const truth = binaryPerformance(realized(rows));
      const expected = expectedCounts(predictedPoints(rows), (score) => isotonicAt(line, score));
      const estimated = binaryPerformance(expected);
      for (const metric of PERFORMANCE_METRICS) {
        const error = sure(performanceSamplingError(reference, metric, size));
        expect(Math.abs(sure(estimated[metric]) - sure(truth[metric])), metric).toBeLessThan(4 * error);
      }
    }
  });
});

describe('performanceSamplingError', () => {
  it('is the spread that windows of the reference show', () => {
    const [size, rounds] = [500, 300];
    const reference = realized(drawn('whole', 40_000, (score) => score));
    const found = Array.from({ length: rounds }, (_, round) => {
      return binaryPerformance(realized(drawn(`round ${round}`, size, (score) => score)));
    });
    for (const metric of PERFORMANCE_METRICS) {
      // The variance over positives alone leaves out that of the negatives: ROC AUC strays more than that.
      if (metric === 'rocAuc') continue;
      const values = found.map((one) => sure(one[metric]));
      const mean = values.reduce((a, b) => a + b, 0) / rounds;
      const std = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rounds);
      const claimed = sure(performanceSamplingError(reference, metric, size));
      expect(claimed / std, metric).toBeGreaterThan(0.8);
      expect(claimed / std, metric).toBeLessThan(metric === 'f1' ? 1.7 : 1.25);
    }
  });

  it('says where the reference cannot tell', () => {
    const none = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 5 };
    const why = { notComputable: 'the reference has no rows that this metric rests on' };
    const reference = { confusion: none, points: [{ score: 0.5, positives: 0, negatives: 5 }] };
    for (const metric of ['rocAuc', 'precision', 'recall', 'f1'] as const) {
      expect(performanceSamplingError(reference, metric, 10)).toEqual(why);
    }
    expect(performanceSamplingError(reference, 'accuracy', 10)).toBe(0);
    expect(performanceSamplingError(reference, 'accuracy', 0)).toEqual({ notComputable: 'no rows' });
  });
});

describe('spreadLimits', () => {
  it('lie about the mean, and within the metric', () => {
    expect(spreadLimits([1, 3], { times: 2 })).toEqual({ low: 0, high: 4 });
    expect(spreadLimits([0.2, 0.8], { min: 0, max: 1 })).toEqual({ low: 0, high: 1 });
    expect(spreadLimits([])).toEqual({ notComputable: 'no values' });
  });
});
