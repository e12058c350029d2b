import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosine } from './cosine';
import { isComputable } from './notComputable';

describe('cosine', () => {
  it('is what a hand computes', () => {
    expect(cosine([1, 2, 3], [4, 5, 6])).toBeCloseTo(32 / Math.sqrt(14 * 77), 14);
    expect(cosine([1, 0], [0, 5])).toBe(0);
    expect(cosine([1, 2], [-2, -4])).toBeCloseTo(-1, 14);
  });

  it('says why where there is none', () => {
    expect(cosine([1], [1, 2])).toEqual({ notComputable: 'the vectors have different lengths' });
    expect(cosine([0, 0], [1, 2])).toEqual({ notComputable: 'a vector is zero' });
    expect(cosine([], [])).toEqual({ notComputable: 'a vector is zero' });
    for (const odd of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(cosine([1, odd, 2], [1, 2, 3])).toEqual({ notComputable: 'an entry is not finite' });
    }
  });

  it('stays in its range, is symmetric and does not mind scale, for any finite vectors', () => {
    const vector = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        const value = cosine(a, b);
        fc.pre(isComputable(value));
        expect(Math.abs(value)).toBeLessThanOrEqual(1);
        expect(cosine(b, a)).toBe(value);
        expect(cosine(a, a)).toBeCloseTo(1, 12);
      }),
    );
    expect(cosine([1e300, 1e300], [1e-300, 1e-300])).toBeCloseTo(1, 12);
  });
});
