import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { aucInterval } from './aucInterval';
import { meanInterval } from './meanInterval';
import { isComputable } from './notComputable';

describe('meanInterval', () => {
  it('is the mean and 1.96 standard errors', () => {
    // 1, 2, 3, 4: standard deviation 1.290994, error 0.645497.
    const found = meanInterval({ rows: 4, sum: 10, sumOfSquares: 30 }, 0.95);
    expect(found).toMatchObject({ value: 2.5 });
    expect(isComputable(found) && found.low).toBeCloseTo(2.5 - 1.959964 * 0.645497, 5);
    expect(isComputable(found) && found.high).toBeCloseTo(2.5 + 1.959964 * 0.645497, 5);
  });

  it('has no answer for one row or for numbers too large to add up', () => {
    expect(isComputable(meanInterval({ rows: 1, sum: 3, sumOfSquares: 9 }, 0.95))).toBe(false);
    expect(isComputable(meanInterval({ rows: 2, sum: 1e308, sumOfSquares: Infinity }, 0.95))).toBe(false);
  });
});

describe('aucInterval', () => {
  it('is where the area seen is just as far off as chance allows', () => {
    const { low, high } = aucInterval(0.8, { positives: 30, negatives: 50 }, 0.95);
    const variance = (at: number) => {
      const [q1, q2] = [at / (2 - at), (2 * at * at) / (1 + at)];
      return (at * (1 - at) + 39 * (q1 - at * at) + 39 * (q2 - at * at)) / 1500;
    };
    expect(0.8 - low).toBeCloseTo(1.959964 * Math.sqrt(variance(low)), 5);
    expect(high - 0.8).toBeCloseTo(1.959964 * Math.sqrt(variance(high)), 5);
  });

  it('does not vanish where every pair is right', () => {
    const { low, high } = aucInterval(1, { positives: 10, negatives: 10 }, 0.95);
    expect(high).toBe(1);
    expect(low).toBeGreaterThan(0.6);
    expect(low).toBeLessThan(0.95);
  });

  it('holds the true area as often as it says', () => {
    const rng = createRng('auc');
    const sizes = { positives: 25, negatives: 35 };
    // Two normal laws a standard deviation apart: the area is the normal law below 1/sqrt(2).
    const truth = 0.760249938906523;
    let missed = 0;
    for (let draw = 0; draw < 600; draw++) {
      const high = Array.from({ length: sizes.positives }, () => rng.normal() + 1);
      const low = Array.from({ length: sizes.negatives }, () => rng.normal());
      const right = high.reduce((sum, a) => sum + low.filter((b) => b < a).length, 0);
      const found = aucInterval(right / (sizes.positives * sizes.negatives), sizes, 0.95);
      if (truth < found.low || truth > found.high) missed += 1;
    }
    expect(missed / 600).toBeLessThan(0.08);
  });
});
