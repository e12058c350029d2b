import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  demographicParity,
  disparateImpact,
  equalizedOdds,
  equalOpportunity,
  predictiveParity,
} from './groupFairness';
import { isComputable } from './notComputable';

/** True positives, false positives, false negatives, true negatives. */
const group = (...counts: [number, number, number, number]) => {
  const [truePositives, falsePositives, falseNegatives, trueNegatives] = counts;
  return { truePositives, falsePositives, falseNegatives, trueNegatives };
};

describe('demographicParity', () => {
  it('is the difference and the ratio of the outermost rates', () => {
    const groups = [
      { rows: 10, selected: 4 },
      { rows: 100, selected: 30 },
      { rows: 10, selected: 2 },
    ];
    expect(demographicParity(groups)).toEqual({ difference: 0.2, ratio: 0.5 });
  });

  it('has no ratio where nobody is selected', () => {
    const nobody = { rows: 5, selected: 0 };
    expect(demographicParity([nobody, nobody])).toEqual({
      difference: 0,
      ratio: { notComputable: 'every rate is 0' },
    });
  });

  it('has no answer with fewer than two groups that have rows', () => {
    const why = { notComputable: 'fewer than two groups have a rate' };
    const [some, none] = [
      { rows: 5, selected: 5 },
      { rows: 0, selected: 0 },
    ];
    for (const groups of [[], [some], [some, none]]) expect(demographicParity(groups)).toEqual(why);
  });
});

describe('measures that need labels', () => {
  it('leave groups out that cannot be judged, or count them as 0', () => {
    const groups = [group(4, 0, 4, 2), group(2, 1, 6, 1), group(0, 1, 0, 1)];
    expect(equalOpportunity(groups)).toEqual({ difference: 0.25, ratio: 0.5 });
    expect(equalOpportunity(groups, { undefinedAs: 0 })).toEqual({ difference: 0.5, ratio: 0 });
    expect(predictiveParity(groups)).toEqual({ difference: 1, ratio: 0 });
  });

  it('take the worse of both rates for equalized odds', () => {
    expect(equalizedOdds([group(4, 1, 4, 3), group(2, 4, 2, 4)])).toEqual({ difference: 0.25, ratio: 0.5 });
    expect(equalizedOdds([group(4, 0, 4, 3), group(2, 0, 2, 4)])).toEqual({
      difference: 0,
      ratio: { notComputable: 'every false positive rate is 0' },
    });
    expect(equalizedOdds([group(4, 0, 4, 0), group(2, 0, 2, 0)])).toEqual({
      notComputable: 'false positive rate: fewer than two groups have a rate',
    });
  });

  it('do not mind the order of the groups, nor how large they are', () => {
    const count = fc.integer({ min: 1, max: 30 });
    const groups = fc.array(fc.tuple(count, count, count, count), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(groups, fc.integer({ min: 2, max: 9 }), (all, times) => {
        const some = all.map((four) => group(...four));
        const grown = all.map(([a, b, c, d]) => group(a * times, b * times, c * times, d * times)).reverse();
        for (const statistic of [equalOpportunity, equalizedOdds, predictiveParity]) {
          const [found, other] = [statistic(some), statistic(grown)];
          if (!isComputable(found) || !isComputable(other)) throw new Error('no answer');
          expect(other.difference).toBeCloseTo(found.difference, 12);
          expect(found.difference).toBeLessThanOrEqual(1);
        }
        const [odds, chance] = [equalizedOdds(some), equalOpportunity(some)];
        if (!isComputable(odds) || !isComputable(chance)) throw new Error('no answer');
        expect(odds.difference).toBeGreaterThanOrEqual(chance.difference);
      }),
    );
  });
});

describe('disparateImpact', () => {
  const groups = { b: { rows: 5, selected: 1 }, a: { rows: 10, selected: 4 }, c: { rows: 0, selected: 0 } };

  it('compares with the largest group, or the one named', () => {
    expect(disparateImpact(groups)).toEqual({ privileged: 'a', ratios: { a: 1, b: 0.5 } });
    expect(disparateImpact(groups, 'b')).toEqual({ privileged: 'b', ratios: { a: 2, b: 1 } });
  });

  it('has no answer without a rate to compare with', () => {
    expect(isComputable(disparateImpact({}))).toBe(false);
    expect(isComputable(disparateImpact(groups, 'c'))).toBe(false);
    expect(disparateImpact({ a: { rows: 9, selected: 0 } })).toEqual({
      notComputable: 'nobody of a was selected',
    });
  });
});
