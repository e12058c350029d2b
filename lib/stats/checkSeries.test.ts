import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adwin } from './adwin';
import { autocorrelation } from './autocorrelation';
import { cusum } from './cusum';
import { ddm } from './ddm';
import { eddm } from './eddm';
import { ewma } from './ewma';
import { ewmaChart } from './ewmaChart';
import { gpdFit } from './gpdFit';
import { hddmA } from './hddmA';
import { holtWinters } from './holtWinters';
import { isComputable } from './notComputable';
import { pageHinkley } from './pageHinkley';
import { pettitt } from './pettitt';
import { seasonalDecompose } from './seasonalDecompose';
import { spotThreshold } from './spotThreshold';
import { stl } from './stl';

const chart = { mean: 0, std: 1 };
const statistics = {
  ewma: (x) => ewma(x, { alpha: 0.3, adjust: true }),
  ewmaChart: (x) => ewmaChart(x, { ...chart, lambda: 0.2, width: 3 }),
  cusum: (x) => cusum(x, { ...chart, slack: 0.5, limit: 5 }),
  autocorrelation: (x) => autocorrelation(x, 3),
  pageHinkley: (x) => pageHinkley(x, { countMin: 2, delta: 0, threshold: 5, alpha: 1 }),
  adwin: (x) => adwin(x, { delta: 0.002, testEach: 1 }),
  ddm: (x) => ddm(x, { countMin: 30, warning: 2, change: 3 }),
  eddm: (x) => eddm(x, { countMin: 30, errorsMin: 30, warning: 0.95, change: 0.9 }),
  hddmA: (x) => hddmA(x, { change: 0.001, warning: 0.005 }),
  stl: (x) => stl(x, { period: 2, robust: true }),
  seasonalDecompose: (x) => seasonalDecompose(x, 2),
  holtWinters: (x) => holtWinters(x, { period: 2, alpha: 0.3, beta: 0.1, gamma: 0.1, ahead: 2 }),
  gpdFit: (x) => gpdFit(x),
  pettitt: (x) => pettitt(x),
} satisfies Record<string, (x: number[]) => unknown>;

describe.each(Object.entries(statistics))('%s', (_, statistic) => {
  it('says why it has no answer to no values, and to values that are not finite', () => {
    expect(statistic([])).toEqual({ notComputable: 'no values' });
    const infinite = [1, 2, Number.POSITIVE_INFINITY, 4];
    expect(statistic(infinite)).toEqual({ notComputable: 'value 3 is not a finite number' });
  });

  it('answers every series of finite values with finite numbers, or says why not', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 60 });
    fc.assert(
      fc.property(values, (series) => {
        const answer = statistic(series);
        if (!isComputable(answer)) return;
        expect(JSON.stringify(answer, (_, v) => (Number.isNaN(v) ? 'NaN' : v))).not.toContain('NaN');
      }),
      { numRuns: 50 },
    );
  });
});

it('says what is wrong with settings, and with series that do not vary', () => {
  const why = (answer: unknown) => (answer as { notComputable?: string }).notComputable;
  expect(why(ewma([1], { alpha: 0, adjust: true }))).toBe('alpha must be above 0 and at most 1');
  expect(why(cusum([1], { mean: 0, std: 0, slack: 1, limit: 1 }))).toBe(
    'the values it starts from do not vary',
  );
  expect(why(autocorrelation([5, 5, 5], 1))).toBe('all values are the same');
  expect(why(stl([1, 2, 3], { period: 2, robust: false }))).toBe('needs 4 values, has 3');
  expect(why(holtWinters([1], { period: 2, alpha: 1, beta: 0, gamma: 0, ahead: 0 }))).toBe(
    'needs 2 values, has 1',
  );
  expect(why(gpdFit([1, -1]))).toBe('an excess is above 0');
  const tail = { threshold: 1, shape: 0, scale: 0, rows: 10, excesses: 1 };
  expect(why(spotThreshold(tail, 0.01))).toBe('the values above the threshold do not vary');
  expect(why(spotThreshold({ ...tail, excesses: 0 }, 0.01))).toBe('no values above the threshold');
});

it('finds the one level shift there is, whatever its size', () => {
  const shifted = fc.tuple(fc.integer({ min: 8, max: 30 }), fc.constantFrom(-3, 3, 900));
  fc.assert(
    fc.property(shifted, ([before, size]) => {
      const series = Array.from({ length: 2 * before }, (_, i) => (i % 3) / 10 + (i < before ? 0 : size));
      expect(pettitt(series)).toMatchObject({ place: before });
    }),
  );
});

it('takes a series apart into parts that add up to it again', () => {
  const series = Array.from({ length: 40 }, (_, i) => i + ([0, 5, -5, 2][i % 4] ?? 0));
  const parts = stl(series, { period: 4, robust: false });
  if (!isComputable(parts)) throw new Error(parts.notComputable);
  for (const [i, value] of series.entries()) {
    const sum = (parts.seasonal[i] ?? 0) + (parts.trend[i] ?? 0) + (parts.residual[i] ?? 0);
    expect(sum).toBeCloseTo(value, 9);
    expect(Math.abs(parts.residual[i] ?? 9)).toBeLessThan(1e-6);
  }
});
