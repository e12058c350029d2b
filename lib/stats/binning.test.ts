import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doaneEdges } from './doaneEdges';
import { equalEdges } from './equalEdges';
import { histogram } from './histogram';
import { isComputable } from './notComputable';
import { poolValues } from './poolValues';
import { quantileEdges } from './quantileEdges';
import { sturgesEdges } from './sturgesEdges';

const some = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });

describe('quantileEdges', () => {
  it('leaves no value outside, and at most the asked number of bins', () => {
    fc.assert(
      fc.property(some, some, fc.integer({ min: 1, max: 12 }), (reference, current, bins) => {
        const edges = quantileEdges(reference, bins);
        if (!isComputable(edges)) throw new Error(edges.notComputable);
        expect(edges.length - 1).toBeLessThanOrEqual(bins);
        expect(edges.toSorted((a, b) => a - b)).toEqual(edges);
        expect(histogram(current, edges).outside).toBe(0);
      }),
    );
  });

  it('keeps infinite values apart', () => {
    const edges = quantileEdges([1, 2, 3, 4, Infinity], 10);
    if (!isComputable(edges)) throw new Error(edges.notComputable);
    expect(histogram([4, Infinity], edges).counts.slice(-2)).toEqual([1, 1]);
    const low = quantileEdges([-Infinity, 1, 2, 3, 4], 4);
    if (!isComputable(low)) throw new Error(low.notComputable);
    expect(histogram([-Infinity, 1], low).counts.slice(0, 2)).toEqual([1, 1]);
  });

  it('is one bin for a constant, and none for no values or NaN', () => {
    expect(quantileEdges([3, 3, 3], 10)).toEqual([-Infinity, Infinity]);
    expect(isComputable(quantileEdges([], 10))).toBe(false);
    expect(isComputable(quantileEdges([1, Number.NaN], 10))).toBe(false);
  });
});

describe('bins of equal width', () => {
  it('span exactly what they were made from', () => {
    fc.assert(
      fc.property(some, (values) => {
        const edges = doaneEdges(values);
        if (!isComputable(edges)) throw new Error(edges.notComputable);
        const { counts, outside } = histogram(values, edges);
        expect(outside).toBe(0);
        expect(counts.reduce((a, b) => a + b, 0)).toBe(values.length);
      }),
    );
  });

  it('are one where nothing varies, half a unit to both sides', () => {
    expect(doaneEdges([4, 4, 4, 4])).toEqual([3.5, 4.5]);
    expect(sturgesEdges(4, 4, 9)).toEqual([3.5, 4.5]);
  });

  it('are more where values are skewed', () => {
    const even = Array.from({ length: 100 }, (_, i) => i);
    const skewed = even.map((value) => Math.exp(value / 10));
    expect(Object.keys(doaneEdges(skewed)).length).toBeGreaterThan(Object.keys(doaneEdges(even)).length);
  });

  it('are none for a range that is not finite', () => {
    expect(isComputable(equalEdges(0, Infinity, 3))).toBe(false);
    expect(isComputable(sturgesEdges(-1e308, 1e308, 3))).toBe(false);
    expect(isComputable(doaneEdges([1, Number.NaN]))).toBe(false);
    expect(isComputable(doaneEdges([]))).toBe(false);
  });
});

it('closes the last bin, and counts what is outside', () => {
  expect(histogram([0, 1, 2, 3, 3.1, -0.1, Number.NaN], [0, 1, 3])).toEqual({ counts: [1, 3], outside: 3 });
});

it('pools two samples without losing a row', () => {
  fc.assert(
    fc.property(some, some, (a, b) => {
      const pooled = poolValues(a, Float64Array.from(b));
      if (!isComputable(pooled)) throw new Error(pooled.notComputable);
      expect(pooled.reference.reduce((x, y) => x + y, 0)).toBe(a.length);
      expect(pooled.current.reduce((x, y) => x + y, 0)).toBe(b.length);
      expect([...pooled.values].map((x) => x + 0)).toEqual(
        [...new Set([...a, ...b].map((x) => x + 0))].sort((x, y) => x - y),
      );
    }),
  );
});
