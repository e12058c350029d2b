import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Adjustment, adjustPValues } from './adjustPValues';
import { isComputable } from './notComputable';

const methods: Adjustment[] = ['bonferroni', 'holm', 'benjaminiHochberg', 'benjaminiYekutieli'];
const some = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
const found = (p: readonly number[], method: Adjustment) => {
  const adjusted = adjustPValues(p, method);
  if (!isComputable(adjusted)) throw new Error(adjusted.notComputable);
  return adjusted;
};

describe.each(methods)('%s', (method) => {
  it('never makes a p-value smaller, keeps their order, and rejects what is at most alpha', () => {
    fc.assert(
      fc.property(some, fc.double({ min: 0.001, max: 0.5, noNaN: true }), (p, alpha) => {
        const sorted = p.toSorted((a, b) => a - b);
        const { adjusted, reject } = found(sorted, method);
        expect(adjusted.toSorted((a, b) => a - b)).toEqual(adjusted);
        expect(adjusted.every((own, i) => own <= 1 && own >= (sorted[i] ?? 2) * (1 - 1e-12))).toBe(true);
        const rejected = reject(alpha).filter((_, i) => Math.abs((adjusted[i] ?? 0) - alpha) > 1e-9);
        const below = adjusted.filter((own) => Math.abs(own - alpha) > 1e-9).map((own) => own < alpha);
        expect(rejected).toEqual(below);
      }),
    );
  });

  it('follows the tests into any order', () => {
    fc.assert(
      fc.property(some, (p) => {
        expect(found(p.toReversed(), method).adjusted.toReversed()).toEqual(found(p, method).adjusted);
      }),
    );
  });

  it('leaves a single test as it is, has nothing to say to none, and no answer for what is no p-value', () => {
    expect(found([0.05], method).adjusted).toEqual([0.05]);
    expect(found([0.05], method).reject(0.05)).toEqual([true]);
    expect(found([], method).reject(0.05)).toEqual([]);
    expect(adjustPValues([0.1, Number.NaN], method)).toEqual({ notComputable: 'a p-value is not in [0, 1]' });
  });
});

it('finds at least as much the milder the promise', () => {
  fc.assert(
    fc.property(some, (p) => {
      const count = (method: Adjustment) => found(p, method).reject(0.05).filter(Boolean).length;
      expect(count('holm')).toBeGreaterThanOrEqual(count('bonferroni'));
      expect(count('benjaminiHochberg')).toBeGreaterThanOrEqual(count('holm'));
      expect(count('benjaminiHochberg')).toBeGreaterThanOrEqual(count('benjaminiYekutieli'));
    }),
  );
});
