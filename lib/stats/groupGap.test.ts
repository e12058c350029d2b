import { describe, expect, it } from 'vitest';
import { createRng, type Rng } from '@/lib/core/rng';
import { largestGap, pairsOf, smallestRatio, smallestRatioTo } from './groupGap';
import { type Estimate, moverDifference, moverRatio } from './mover';
import { isComputable } from './notComputable';
import { proportionInterval } from './proportionInterval';

function share(count: number, n: number, level = 0.95): Estimate {
  const interval = proportionInterval({ count, n, level });
  if (!isComputable(interval)) throw new RangeError('no rows');
  return { value: count / n, ...interval };
}

describe('moverDifference', () => {
  /** Newcombe 1998, Statistics in Medicine 17:873, table II, method 10. */
  it.each([
    [[56, 70], [48, 80], 0.0524, 0.3339],
    [[9, 10], [3, 10], 0.1705, 0.809],
    [[6, 7], [2, 7], 0.0582, 0.8062],
    [[5, 56], [0, 29], -0.0381, 0.1926],
    [[0, 10], [0, 20], -0.1611, 0.2775],
    [[10, 10], [0, 20], 0.6791, 1],
  ])('of %j and %j is %d to %d', (...[a, b, low, high]) => {
    const found = moverDifference(share(a[0] ?? 0, a[1] ?? 1), share(b[0] ?? 0, b[1] ?? 1));
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(Math.min(1, high), 4);
  });
});

describe('moverRatio', () => {
  it('is turned over when the groups are', () => {
    const [a, b] = [share(12, 80), share(30, 90)];
    const [there, back] = [moverRatio(a, b), moverRatio(b, a)];
    expect(there.low).toBeCloseTo(1 / back.high, 10);
    expect(there.high).toBeCloseTo(1 / back.low, 10);
  });

  it('has an interval where the upper rate is 0, and none above where the lower may be', () => {
    const none = moverRatio(share(0, 40), share(20, 40));
    expect(none).toMatchObject({ value: 0, low: 0 });
    expect(none.high).toBeGreaterThan(0.05);
    expect(none.high).toBeLessThan(0.3);
    expect(moverRatio(share(20, 40), share(0, 40)).high).toBe(Infinity);
  });
});

describe('gaps over several groups', () => {
  it('are named by the groups at the ends', () => {
    const groups = [share(20, 50), share(5, 50), share(40, 50)];
    expect(largestGap(groups)).toMatchObject({ lowest: 1, highest: 2 });
    expect(smallestRatio(groups)).toMatchObject({ value: 0.125, lowest: 1, highest: 2 });
    expect(smallestRatioTo(groups, 0)).toMatchObject({ value: 0.25, lowest: 1, highest: 0 });
  });

  it('have no answer for one group, and no ratio of nothing', () => {
    expect(largestGap([share(1, 2)])).toEqual({ notComputable: 'fewer than two groups' });
    expect(smallestRatio([])).toEqual({ notComputable: 'fewer than two groups' });
    expect(smallestRatio([share(0, 9), share(0, 9)])).toEqual({ notComputable: 'every group is at 0' });
    expect(smallestRatioTo([share(0, 9), share(3, 9)], 0)).toEqual({
      notComputable: 'the privileged group is at 0',
    });
    expect(largestGap([share(0, 9), share(0, 9)])).toMatchObject({ value: 0, low: 0 });
  });
});

describe('the interval of the largest gap holds as often as it says', () => {
  const DRAWS = 1500;
  const drawn = (rng: Rng, rate: number, rows: number) => {
    let hits = 0;
    for (let i = 0; i < rows; i++) if (rng.uniform() < rate) hits += 1;
    return hits;
  };

  it.each([
    { rates: [0.3, 0.3], rows: 60, gap: 0 },
    { rates: [0.3, 0.3, 0.3, 0.3, 0.3], rows: 60, gap: 0 },
    { rates: [0.05, 0.05, 0.05], rows: 200, gap: 0 },
    { rates: [0.5, 0.3, 0.35], rows: 100, gap: 0.2 },
    { rates: [0.9, 0.6], rows: 40, gap: 0.3 },
  ])('$rates of $rows rows', ({ rates, rows, gap }) => {
    const rng = createRng(`gap ${rates} ${rows}`);
    const level = 1 - 0.05 / pairsOf(rates.length);
    const least = Math.min(...rates) / Math.max(...rates);
    const missed = { gap: 0, ratio: 0 };
    for (let draw = 0; draw < DRAWS; draw++) {
      const groups = rates.map((rate) => share(drawn(rng, rate, rows), rows, level));
      const [difference, ratio] = [largestGap(groups), smallestRatio(groups)];
      if (isComputable(difference) && !(difference.low <= gap + 1e-12 && gap <= difference.high))
        missed.gap += 1;
      if (isComputable(ratio) && !(ratio.low <= least && least <= ratio.high + 1e-12)) missed.ratio += 1;
    }
    // 5 % and three standard errors of the simulation.
    expect(missed.gap / DRAWS).toBeLessThan(0.067);
    expect(missed.ratio / DRAWS).toBeLessThan(0.067);
  });
});
