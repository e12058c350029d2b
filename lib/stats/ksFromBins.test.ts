import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ksFromBins } from './ksFromBins';
import { isComputable } from './notComputable';

describe('ksFromBins', () => {
  it('says how large the gap is, where, and which way', () => {
    expect(ksFromBins([50, 50], [25, 75])).toEqual({ distance: 0.25, bin: 0, sign: 1 });
    expect(ksFromBins([1, 2, 1], [2, 2, 0])).toEqual({ distance: 0.25, bin: 0, sign: -1 });
  });

  it('is 0 for equal shares and 1 for disjoint ones', () => {
    expect(ksFromBins([3, 1], [6, 2])).toEqual({ distance: 0, bin: 0, sign: 0 });
    expect(ksFromBins([5, 0], [0, 9])).toMatchObject({ distance: 1 });
  });

  it('has no answer where a side has no rows', () => {
    expect(ksFromBins([0], [4])).toEqual({ notComputable: 'the reference has no rows' });
    expect(ksFromBins([4], [0])).toEqual({ notComputable: 'the current data has no rows' });
  });

  it('never grows when neighbouring bins are joined', () => {
    const side = fc.array(fc.nat({ max: 50 }), { minLength: 6, maxLength: 6 });
    const join = (counts: readonly number[]) => [0, 2, 4].map((i) => (counts[i] ?? 0) + (counts[i + 1] ?? 0));
    fc.assert(
      fc.property(side, side, (reference, current) => {
        const fine = ksFromBins(reference, current);
        const rough = ksFromBins(join(reference), join(current));
        if (!isComputable(fine) || !isComputable(rough)) return;
        expect(rough.distance).toBeLessThanOrEqual(fine.distance + 1e-12);
      }),
    );
  });
});
