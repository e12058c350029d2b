import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { boosting, predictBoosted } from './boosting';
import { ERROR_METRICS, type ErrorMetric, errorFromLosses, errorSamplingError } from './dle';
import { leastSquares, predictLinear } from './leastSquares';
import { isComputable } from './notComputable';

function sure<T>(found: T): Exclude<T, { notComputable: string }> {
  if (!isComputable(found)) throw new Error('not computable');
  return found as Exclude<T, { notComputable: string }>;
}

const metrics = Object.keys(ERROR_METRICS) as ErrorMetric[];

/** Columns of random numbers in [0, 1) and a target made of them. */
function made(seed: string, size: number, target: (row: readonly number[]) => number) {
  const rng = createRng(seed);
  const rows = Array.from({ length: size }, () => [rng.uniform(), rng.uniform(), rng.uniform()]);
  return {
    columns: [0, 1, 2].map((at) => rows.map((row) => row[at] ?? 0)),
    target: rows.map((row) => target(row) + 0.1 * rng.normal()),
  };
}

const meanSquare = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, i) => sum + (value - (b[i] ?? 0)) ** 2, 0) / a.length;

describe('leastSquares', () => {
  const small = fc.integer({ min: -20, max: 20 });
  const tables = fc.array(fc.tuple(small, small, small), { minLength: 4, maxLength: 30 }).map((rows) => ({
    columns: [rows.map(([a]) => a), rows.map(([, b]) => b)],
    target: rows.map(([, , y]) => y),
  }));

  it('leaves what goes together neither with a column nor with a constant', () => {
    fc.assert(
      fc.property(tables, ({ columns, target }) => {
        const fitted = predictLinear(sure(leastSquares({ columns, target })), columns);
        const left = target.map((y, i) => y - (fitted[i] ?? 0));
        expect(left.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 8);
        for (const column of columns) {
          expect(left.reduce((sum, rest, i) => sum + rest * (column[i] ?? 0), 0)).toBeCloseTo(0, 6);
        }
      }),
    );
  });

  it('finds the plane that the rows lie on, far from zero too', () => {
    const columns = [
      [1e6, 1e6 + 1, 1e6 + 2, 1e6 + 5],
      [3, 1, 4, 1],
    ];
    const target = [0, 1, 2, 3].map((i) => 7 - 2 * (columns[0]?.[i] ?? 0) + 0.5 * (columns[1]?.[i] ?? 0));
    const { coefficients, intercept } = sure(leastSquares({ columns, target }));
    expect(coefficients[0]).toBeCloseTo(-2, 9);
    expect(coefficients[1]).toBeCloseTo(0.5, 9);
    expect(intercept).toBeCloseTo(7, 3);
  });

  it('gives 0 to columns that say nothing new', () => {
    const [x, target] = [
      [1, 2, 3, 4],
      [1, 3, 2, 5],
    ];
    const alone = sure(leastSquares({ columns: [x], target }));
    const found = sure(leastSquares({ columns: [x, [5, 5, 5, 5], x.map((v) => 3 - 2 * v)], target }));
    expect(found.coefficients[0]).toBeCloseTo(alone.coefficients[0] ?? 0, 12);
    expect(found.coefficients.slice(1)).toEqual([0, 0]);
  });

  it('takes a weight for so many equal rows', () => {
    const columns = [[1, 2, 4]];
    const weighted = leastSquares({ columns, target: [1, 5, 2], weights: [1, 3, 2] });
    const repeated = leastSquares({ columns: [[1, 2, 2, 2, 4, 4]], target: [1, 5, 5, 5, 2, 2] });
    expect(sure(weighted).intercept).toBeCloseTo(sure(repeated).intercept, 12);
    expect(sure(weighted).coefficients[0]).toBeCloseTo(sure(repeated).coefficients[0] ?? 0, 12);
  });

  it('has no answer without rows or with missing values', () => {
    expect(leastSquares({ columns: [[]], target: [] })).toEqual({ notComputable: 'no rows' });
    expect(isComputable(leastSquares({ columns: [[1, Number.NaN]], target: [1, 2] }))).toBe(false);
  });
});

describe('boosting', () => {
  const bent = ([a = 0, b = 0]: readonly number[]) => (a > 0.5 ? 4 * (b - 0.5) ** 2 : b);
  const train = made('train', 4000, bent);
  const test = made('test', 1000, bent);
  const model = sure(boosting(train));

  it('learns a bend and a combination down to the noise, where a line cannot', () => {
    const straight = sure(leastSquares(train));
    expect(meanSquare(predictBoosted(model, test.columns), test.target)).toBeLessThan(0.0125);
    expect(meanSquare(predictLinear(straight, test.columns), test.target)).toBeGreaterThan(0.05);
  });

  it('gives the same model for the same rows, and does not mind how a column is scaled', () => {
    expect(boosting(train)).toEqual(model);
    const scaled = (columns: readonly number[][]) => columns.map((column) => column.map((x) => 1024 * x));
    const other = sure(boosting({ ...train, columns: scaled(train.columns) }));
    expect(predictBoosted(other, scaled(test.columns))).toEqual(predictBoosted(model, test.columns));
  });

  it('stays within what it has seen, and keeps the mean', () => {
    const fitted = predictBoosted(model, train.columns);
    const [low, high] = [Math.min(...train.target), Math.max(...train.target)];
    for (const value of predictBoosted(model, [
      [-9, 9, Number.NaN],
      [9, -9, 0.5],
      [0, 0, 0],
    ])) {
      expect(value).toBeGreaterThan(low - 0.5);
      expect(value).toBeLessThan(high + 0.5);
    }
    expect(fitted.reduce((a, b) => a + b, 0) / fitted.length).toBeCloseTo(model.base, 9);
  });

  it('takes a weight for so many equal rows', () => {
    const x = Array.from({ length: 60 }, (_, i) => i);
    // Nothing even: of two cuts as good, rounding may take either.
    const target = x.map((v) => (v < 23 ? 1 : 5) + Math.sin(v * v));
    const weighted = sure(boosting({ columns: [x], target, weights: x.map(() => 3) }));
    const thrice = [...x, ...x, ...x];
    const repeated = sure(boosting({ columns: [thrice], target: thrice.map((v) => target[v] ?? 0) }));
    const [one, other] = [predictBoosted(weighted, [x]), predictBoosted(repeated, [x])];
    expect(meanSquare(one, other)).toBeLessThan(1e-20);
  });

  it('is the mean where there is nothing to split', () => {
    expect(sure(boosting({ columns: [[1, 2]], target: [3, 5] }))).toEqual({ base: 4, trees: [] });
    expect(boosting({ columns: [], target: [] })).toEqual({ notComputable: 'no rows' });
    expect(boosting({ columns: [[1]], target: [Number.NaN] })).toEqual({
      notComputable: 'a target is missing or infinite',
    });
  });
});

describe('errorFromLosses', () => {
  const losses = fc.array(fc.double({ min: -5, max: 50, noNaN: true }), { minLength: 1, maxLength: 30 });

  it('rises with every loss, and is the root of its square', () => {
    fc.assert(
      fc.property(losses, (all) => {
        for (const metric of metrics) {
          const value = sure(errorFromLosses(metric, all));
          expect(value).toBeGreaterThanOrEqual(0);
          const more = all.map((loss) => loss + 1);
          expect(sure(errorFromLosses(metric, more))).toBeGreaterThanOrEqual(value);
        }
        expect(sure(errorFromLosses('rmse', all)) ** 2).toBeCloseTo(sure(errorFromLosses('mse', all)), 9);
      }),
    );
  });

  it('weighs rows, and has no answer without any', () => {
    expect(errorFromLosses('mae', [1, 4], [2, 1])).toBe(2);
    expect(errorFromLosses('mae', [])).toEqual({ notComputable: 'no rows' });
    expect(errorFromLosses('mae', [1], [0])).toEqual({ notComputable: 'no rows' });
  });
});

describe('errorSamplingError', () => {
  it('is the spread that windows show', () => {
    const [size, rounds] = [400, 500];
    const rng = createRng('windows');
    // Squared normal errors: mean 1, standard deviation the root of 2.
    const windows = Array.from({ length: rounds }, () =>
      Array.from({ length: size }, () => rng.normal() ** 2),
    );
    for (const metric of ['mse', 'rmse'] as const) {
      const values = windows.map((losses) => sure(errorFromLosses(metric, losses)));
      const mean = values.reduce((a, b) => a + b, 0) / rounds;
      const std = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rounds);
      const claimed = sure(errorSamplingError(metric, { mean: 1, std: Math.SQRT2 }, size));
      // The standard error of a standard deviation over so many rounds is 3 %.
      expect(std / claimed).toBeGreaterThan(0.87);
      expect(std / claimed).toBeLessThan(1.13);
    }
  });

  it('has no answer without rows, nor for the root of nothing', () => {
    expect(errorSamplingError('mae', { mean: 1, std: 1 }, 0)).toEqual({ notComputable: 'no rows' });
    expect(errorSamplingError('rmse', { mean: 0, std: 0 }, 9)).toEqual({ notComputable: 'every loss is 0' });
    expect(errorSamplingError('mae', { mean: 0, std: 0 }, 9)).toBe(0);
  });
});
