import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kendall, pearson, spearman } from './correlation';
import { errorsFromSums } from './errorsFromSums';
import { isComputable, type NotComputable } from './notComputable';
import { meanLoss, meanPinballLoss, outerErrors, regressionErrors } from './regression';

const value = fc.double({ min: -1000, max: 1000, noNaN: true });
const rows = fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 40 }).map((pairs) => ({
  truth: pairs.map(([truth]) => truth),
  predicted: pairs.map(([, predicted]) => predicted),
}));
const number = (found: number | NotComputable) => (isComputable(found) ? found : Number.NaN);

describe('errors of a regression', () => {
  it('are the same from sums about 0 as from rows', () => {
    fc.assert(
      fc.property(rows, ({ truth, predicted }) => {
        const errors = truth.map((y, i) => (predicted[i] ?? 0) - y);
        const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
        const fromSums = errorsFromSums({
          rows: truth.length,
          error: sum(errors),
          absolute: sum(errors.map(Math.abs)),
          squared: sum(errors.map((e) => e * e)),
          truth: sum(truth),
          truthSquared: sum(truth.map((y) => y * y)),
        });
        const fromRows = regressionErrors({ truth, predicted });
        if (!isComputable(fromSums) || !isComputable(fromRows)) throw new Error('no answer');
        expect(fromRows.mae).toBeCloseTo(fromSums.mae, 8);
        expect(fromRows.rmse).toBeCloseTo(fromSums.rmse, 8);
        expect(fromRows.bias).toBeCloseTo(fromSums.bias, 8);
      }),
    );
  });

  it('keep their order: |bias| <= MAE <= RMSE <= largest error, R² <= explained variance <= 1', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const [errors, outer] = [regressionErrors(all), outerErrors(all)];
        if (!isComputable(errors) || !isComputable(outer)) throw new Error('no answer');
        const slack = 1e-9;
        expect(Math.abs(errors.bias)).toBeLessThanOrEqual(errors.mae + slack);
        expect(errors.mae).toBeLessThanOrEqual(errors.rmse + slack);
        expect(errors.rmse).toBeLessThanOrEqual(outer.max + slack);
        expect(outer.median).toBeLessThanOrEqual(outer.max);
        expect(number(meanPinballLoss(all, 0.5))).toBeCloseTo(errors.mae / 2, 8);
        if (!isComputable(errors.r2)) return;
        expect(errors.r2).toBeLessThanOrEqual(number(errors.explainedVariance) + slack);
        expect(errors.explainedVariance).toBeLessThanOrEqual(1 + slack);
      }),
    );
  });

  it('have no R² of a constant truth or a single row', () => {
    const constant = regressionErrors({ truth: [0.1, 0.1, 0.1], predicted: [1, 2, 3] });
    expect(constant).toMatchObject({ r2: { notComputable: 'all true values are equal' } });
    const one = regressionErrors({ truth: [2], predicted: [3] });
    expect(one).toMatchObject({ mae: 1, r2: { notComputable: 'one row alone' } });
  });

  it('keep their digits far from zero', () => {
    const far = regressionErrors({ truth: [1e9, 1e9 + 1, 1e9 + 2], predicted: [1e9, 1e9 + 1, 1e9 + 3] });
    expect(far).toMatchObject({ r2: 0.5 });
  });

  it('have no answer where a value is missing', () => {
    const missing = { truth: [1, Number.NaN], predicted: [1, 2] };
    const why = { notComputable: 'a value is missing or infinite' };
    expect(regressionErrors(missing)).toEqual(why);
    expect(outerErrors(missing)).toEqual(why);
    expect(meanLoss(missing, { loss: 'absolute' })).toEqual(why);
    expect(meanPinballLoss({ truth: [], predicted: [] }, 0.5)).toEqual({ notComputable: 'no rows' });
  });

  it('refuse a percentage of 0 unless asked, and the log of what is negative', () => {
    const zero = { truth: [0, 2], predicted: [1, 2] };
    expect(meanLoss(zero, { loss: 'percentage' })).toEqual({ notComputable: 'a true value is 0' });
    expect(meanLoss(zero, { loss: 'percentage', zeros: 'as in scikit-learn' })).toBe(2 ** 51);
    expect(meanLoss(zero, { loss: 'symmetricPercentage' })).toBe(1);
    expect(meanLoss({ truth: [1], predicted: [-1] }, { loss: 'squaredLog' })).toEqual({
      notComputable: 'a value is negative',
    });
  });
});

/** Of every pair of rows, whether it rises (1), falls (-1) or ties (0) in both columns. */
function stepsOf(x: readonly number[], y: readonly number[]): [number, number][] {
  const step = (values: readonly number[], i: number, j: number) =>
    Math.sign((values[i] ?? 0) - (values[j] ?? 0));
  return x.flatMap((_, i) => x.slice(0, i).map((_, j): [number, number] => [step(x, i, j), step(y, i, j)]));
}

describe('correlation', () => {
  const whole = fc.integer({ min: 0, max: 6 });
  const pairs = fc.array(fc.tuple(whole, whole), { minLength: 2, maxLength: 30 }).map((all) => ({
    x: all.map(([x]) => x),
    y: all.map(([, y]) => y),
  }));

  it('turns its sign with one column, and stays with both', () => {
    fc.assert(
      fc.property(pairs, ({ x, y }) => {
        for (const statistic of [pearson, spearman, kendall]) {
          const found = statistic({ x, y });
          if (!isComputable(found)) continue;
          expect(Math.abs(found)).toBeLessThanOrEqual(1);
          expect(number(statistic({ x: x.map((v) => -v), y }))).toBeCloseTo(-found, 12);
          expect(number(statistic({ x: y, y: x }))).toBeCloseTo(found, 12);
        }
      }),
    );
  });

  it('counts pairs as one would by hand', () => {
    fc.assert(
      fc.property(pairs, ({ x, y }) => {
        let [surplus, untiedX, untiedY] = [0, 0, 0];
        for (const [dx, dy] of stepsOf(x, y)) {
          surplus += dx * dy;
          untiedX += Math.abs(dx);
          untiedY += Math.abs(dy);
        }
        const found = kendall({ x, y });
        if (untiedX === 0 || untiedY === 0)
          expect(found).toEqual({ notComputable: 'a column does not vary' });
        else expect(number(found)).toBeCloseTo(surplus / Math.sqrt(untiedX * untiedY), 12);
      }),
    );
  });

  it('ranks do not feel a rising transform', () => {
    fc.assert(
      fc.property(pairs, ({ x, y }) => {
        const bent = { x: x.map(Math.exp), y };
        expect(spearman(bent)).toEqual(spearman({ x, y }));
        expect(kendall(bent)).toEqual(kendall({ x, y }));
      }),
    );
  });
});
