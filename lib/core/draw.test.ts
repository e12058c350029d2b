import { describe, expect, it } from 'vitest';
import { drawBinomial, drawGamma, windowDraw } from './draw';
import { createRng } from './rng';

type Moments = { mean: number; variance: number };

function momentsOf(values: readonly number[]): Moments {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, variance: values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length };
}

/** Within five standard errors of the mean; of the variance, whose error depends on the tails, within a tenth. */
function expectMoments(values: readonly number[], wanted: Moments): void {
  const found = momentsOf(values);
  expect(Math.abs(found.mean - wanted.mean)).toBeLessThan(5 * Math.sqrt(wanted.variance / values.length));
  expect(Math.abs(found.variance / wanted.variance - 1)).toBeLessThan(0.1);
}

describe('drawBinomial', () => {
  it.each([
    [10, 0.3],
    [1000, 0.004],
    [40, 0.9],
    [500, 0.2],
    [1_000_000, 0.37],
  ])('of %i trials at %d has the mean and the variance of its law', (n, p) => {
    const rng = createRng(`${n} ${p}`);
    const values = Array.from({ length: 20_000 }, () => drawBinomial(rng, n, p));
    expectMoments(values, { mean: n * p, variance: n * p * (1 - p) });
    expect(values.every((value) => Number.isInteger(value) && value >= 0 && value <= n)).toBe(true);
  });

  it('is certain where p is 0 or 1', () => {
    const rng = createRng(1);
    expect([drawBinomial(rng, 7, 0), drawBinomial(rng, 7, 1), drawBinomial(rng, 0, 0.5)]).toEqual([0, 7, 0]);
  });

  it('by rejection has the probabilities of its law', () => {
    const rng = createRng('pmf');
    const counts = new Map<number, number>();
    const draws = 100_000;
    for (let i = 0; i < draws; i++) {
      const k = drawBinomial(rng, 60, 0.5);
      counts.set(k, (counts.get(k) ?? 0) + 1);
    }
    let probability = 0.5 ** 60;
    for (let k = 0; k <= 60; k++) {
      const error = Math.sqrt(probability / draws);
      expect(Math.abs((counts.get(k) ?? 0) / draws - probability)).toBeLessThan(5 * error + 1 / draws);
      probability *= (60 - k) / (k + 1);
    }
  });
});

describe('drawGamma', () => {
  it.each([1, 2.5, 40, 5000])('of shape %d has the mean and the variance of its law', (shape) => {
    const rng = createRng(`gamma ${shape}`);
    const values = Array.from({ length: 20_000 }, () => drawGamma(rng, shape));
    expectMoments(values, { mean: shape, variance: shape });
  });
});

describe('windowDraw', () => {
  // 25 rows go row by row through the urn, 400 bin by bin.
  it.each([
    [[10, 0, 30, 60], 25],
    [[10, 0, 30, 60], 400],
    [[300_000, 0, 100_000], 20],
  ])('from %j draws %i rows by the Dirichlet-multinomial law', (sample, rows) => {
    const rng = createRng('window');
    const draw = windowDraw(sample, rows);
    const into = sample.map(() => 0);
    const first: number[] = [];
    for (let i = 0; i < 10_000; i++) {
      draw(rng, into);
      expect(into.reduce((a, b) => a + b, 0)).toBe(rows);
      expect(into[1]).toBe(0);
      first.push(into[0] ?? 0);
    }
    const total = sample.reduce((a, b) => a + b, 0);
    const share = (sample[0] ?? 0) / total;
    const spread = (total + rows) / (total + 1);
    expectMoments(first, { mean: rows * share, variance: rows * share * (1 - share) * spread });
  });
});
