import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averagePrecision } from './averagePrecision';
import { brier } from './brier';
import { calibrationError } from './calibrationError';
import { ksOfScores } from './ksOfScores';
import { logLoss } from './logLoss';
import { isComputable } from './notComputable';
import { rocAuc } from './rocAuc';
import { type ScorePoint, scorePoints } from './scorePoints';

const count = fc.nat({ max: 20 });
const side = fc.array(fc.record({ positives: count, negatives: count }), { minLength: 8, maxLength: 8 });
const points = side
  .map((counts) => counts.map((one, i): ScorePoint => ({ score: (i + 0.5) / 8, ...one })))
  .filter((all) => all.some((one) => one.positives > 0) && all.some((one) => one.negatives > 0));

/** Answers that the arbitrary makes sure of. */
function sure<T>(found: T): Exclude<T, { notComputable: string }> {
  if (!isComputable(found)) throw new Error('not computable');
  return found as Exclude<T, { notComputable: string }>;
}
const joined = (all: readonly ScorePoint[]) =>
  [0, 4].map((from) =>
    all.slice(from, from + 4).reduce((sum, one) => ({
      score: from / 8 + 0.25,
      positives: sum.positives + one.positives,
      negatives: sum.negatives + one.negatives,
    })),
  );
const mirrored = (all: readonly ScorePoint[]) =>
  all.map((one) => ({ ...one, score: 1 - one.score })).reverse();
const swapped = (all: readonly ScorePoint[]) =>
  mirrored(all).map(({ score, positives, negatives }) => ({
    score,
    positives: negatives,
    negatives: positives,
  }));

describe('a ranking of scores', () => {
  it('is 1 for a perfect order, 0 for the opposite, a half for none', () => {
    const [low, high] = [
      { score: 0.2, positives: 0, negatives: 5 },
      { score: 0.8, positives: 5, negatives: 0 },
    ];
    expect(rocAuc([low, high])).toEqual({ auc: 1, gini: 1, errorMax: 0 });
    expect(rocAuc(mirrored([low, high]))).toEqual({ auc: 0, gini: -1, errorMax: 0 });
    expect(rocAuc([{ score: 0.5, positives: 7, negatives: 2 }])).toEqual({
      auc: 0.5,
      gini: 0,
      errorMax: 0.5,
    });
    expect(averagePrecision([low, high])).toBe(1);
    expect(ksOfScores([low, high])).toEqual({ ks: 1, cutOff: 0.8 });
    expect(ksOfScores(mirrored([low, high]))).toEqual({ ks: 0, cutOff: null });
  });

  it('turns round with the score, and not with score and classes both', () => {
    fc.assert(
      fc.property(points, (all) => {
        expect(sure(rocAuc(mirrored(all))).auc).toBeCloseTo(1 - sure(rocAuc(all)).auc, 12);
        expect(sure(rocAuc(swapped(all))).auc).toBeCloseTo(sure(rocAuc(all)).auc, 12);
        expect(sure(ksOfScores(swapped(all))).ks).toBeCloseTo(sure(ksOfScores(all)).ks, 12);
        expect(sure(brier(swapped(all)))).toBeCloseTo(sure(brier(all)), 12);
        expect(sure(logLoss(swapped(all)))).toBeCloseTo(sure(logLoss(all)), 12);
      }),
    );
  });

  it('is bounded by its own: KS by the area, average precision by 1', () => {
    fc.assert(
      fc.property(points, (all) => {
        const { ks } = sure(ksOfScores(all));
        expect(sure(rocAuc(all)).gini).toBeLessThanOrEqual(1 - (1 - ks) ** 2 + 1e-12);
        expect(sure(averagePrecision(all))).toBeLessThanOrEqual(1 + 1e-12);
        expect(sure(averagePrecision(all))).toBeGreaterThan(0);
      }),
    );
  });

  it('is within its error of the exact one when bins are joined', () => {
    fc.assert(
      fc.property(points, (all) => {
        const rough = sure(rocAuc(joined(all)));
        expect(Math.abs(sure(rocAuc(all)).auc - rough.auc)).toBeLessThanOrEqual(rough.errorMax + 1e-12);
        // A row's score is at most 0.1875 from that of its joined bin.
        expect(Math.abs(sure(brier(all)) - sure(brier(joined(all))))).toBeLessThanOrEqual(0.375);
      }),
    );
  });

  it('has no answer with one class or none', () => {
    const positive = [{ score: 0.5, positives: 3, negatives: 0 }];
    const negative = [{ score: 0.5, positives: 0, negatives: 3 }];
    expect(rocAuc(positive)).toEqual({ notComputable: 'no row was negative' });
    expect(rocAuc(negative)).toEqual({ notComputable: 'no row was positive' });
    expect(averagePrecision(negative)).toEqual({ notComputable: 'no row was positive' });
    for (const statistic of [rocAuc, ksOfScores, averagePrecision, brier, logLoss]) {
      expect(isComputable(statistic([]))).toBe(false);
    }
  });
});

describe('scorePoints', () => {
  it('gives the same answers as points in any other cut', () => {
    const rows = fc.array(fc.tuple(fc.boolean(), fc.constantFrom(0.1, 0.2, 0.5, 0.9)), { minLength: 1 });
    fc.assert(
      fc.property(rows, (all) => {
        const found = sure(
          scorePoints(
            all.map(([label]) => label),
            all.map(([, score]) => score),
          ),
        );
        const apart = all.map(([label, score]) => ({
          score,
          positives: label ? 1 : 0,
          negatives: label ? 0 : 1,
        }));
        expect(sure(brier(found))).toBeCloseTo(sure(brier(apart)), 12);
        expect(found.map((one) => one.score)).toEqual([...new Set(all.map(([, score]) => score))].sort());
      }),
    );
  });

  it('wants every score', () => {
    expect(scorePoints([true, false], [0.1, Number.NaN])).toEqual({
      notComputable: 'a score is missing or infinite',
    });
    expect(scorePoints([], [])).toEqual({ notComputable: 'no rows' });
  });
});

describe('calibrationError', () => {
  it('is 0 where scores come true as often as they say', () => {
    const honest = [
      { score: 0.25, positives: 1, negatives: 3 },
      { score: 0.5, positives: 2, negatives: 2 },
    ];
    for (const equal of ['width', 'mass'] as const) {
      expect(sure(calibrationError(honest, { bins: 2, equal }))).toMatchObject({ ece: 0, mce: 0 });
    }
  });

  it('weighs bins by their rows, and cuts a point in proportion', () => {
    const two = [
      { score: 0.2, positives: 0, negatives: 2 },
      { score: 0.8, positives: 4, negatives: 4 },
    ];
    expect(sure(calibrationError(two, { bins: 2, equal: 'width' })).ece).toBeCloseTo(
      0.2 * 0.2 + 0.8 * 0.3,
      12,
    );
    const mass = sure(calibrationError(two, { bins: 2, equal: 'mass' }));
    expect(mass.bins).toEqual([
      { index: 0, rows: 5, meanScore: (0.2 * 2 + 0.8 * 3) / 5, meanLabel: 0.3 },
      { index: 1, rows: 5, meanScore: 0.8, meanLabel: 0.5 },
    ]);
  });

  it('is within [0, 1], the largest gap at least the mean one', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 30 }), (all, bins) => {
        for (const equal of ['width', 'mass'] as const) {
          const { ece, mce, bins: found } = sure(calibrationError(all, { bins, equal }));
          expect(ece).toBeLessThanOrEqual(mce + 1e-12);
          expect(mce).toBeLessThanOrEqual(1);
          const rows = all.reduce((total, one) => total + one.positives + one.negatives, 0);
          expect(found.reduce((total, bin) => total + bin.rows, 0)).toBeCloseTo(rows, 9);
        }
      }),
    );
  });

  it('refuses scores that are no probabilities', () => {
    const odd = [{ score: 1.5, positives: 1, negatives: 0 }];
    const why = { notComputable: 'a score of 1.5 is not a probability' };
    expect(calibrationError(odd, { bins: 10, equal: 'width' })).toEqual(why);
    expect(brier(odd)).toEqual(why);
    expect(sure(logLoss(odd))).toBeCloseTo(0, 12);
  });
});
