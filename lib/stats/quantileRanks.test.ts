import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { quantileRanks } from './quantileRanks';

describe('quantileRanks', () => {
  /** From exact binomial sums in whole numbers. */
  it.each([
    [100, 0.5, { low: 40, high: 61 }],
    [100, 0.95, { low: 90, high: 100 }],
    [40, 0.99, { low: 38, high: null }],
    [1000, 0.99, { low: 983, high: 997 }],
    [400, 0.95, { low: 371, high: 389 }],
    [1, 0.5, { low: null, high: null }],
    [5, 0.5, { low: null, high: null }],
    [6, 0.5, { low: 1, high: 6 }],
    [300, 0.001, { low: null, high: 3 }],
    [2000, 0.999, { low: 1995, high: null }],
    [0, 0.5, { low: null, high: null }],
    [9, 0, { low: null, high: null }],
    [9, 1, { low: null, high: null }],
  ])('of %d rows at %d is %j', (n, q, wanted) => {
    expect(quantileRanks(n, q, 0.95)).toEqual(wanted);
  });

  it('mirrors itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0.01, max: 0.99 }), (n, q) => {
        const [here, there] = [quantileRanks(n, q, 0.9), quantileRanks(n, 1 - q, 0.9)];
        const mirrored = (place: number | null) => (place === null ? null : n + 1 - place);
        if (Math.abs(q * 10_000 - Math.round(q * 10_000)) > 1e-9) expect(mirrored(here.low)).toBe(there.high);
        expect((here.low ?? 0) < (here.high ?? n + 1)).toBe(true);
      }),
    );
  });

  it('holds the quantile as often as it says', () => {
    const rng = createRng('quantile ranks');
    const { low, high } = quantileRanks(200, 0.9, 0.95);
    let held = 0;
    for (let draw = 0; draw < 4000; draw++) {
      let below = 0;
      for (let i = 0; i < 200; i++) if (rng.uniform() < 0.9) below += 1;
      if (below >= (low ?? 0) && below < (high ?? 201)) held += 1;
    }
    expect(held / 4000).toBeGreaterThan(0.945);
    expect(held / 4000).toBeLessThan(0.98);
  });
});
