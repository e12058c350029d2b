import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSlidingMedian, medianOf } from './slidingMedian';

function plain(values: readonly number[], min: number): number {
  const finite = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (finite.length < min || finite.length === 0) return Number.NaN;
  const [low, high] = [finite[(finite.length - 1) >> 1], finite[finite.length >> 1]];
  return ((low ?? 0) + (high ?? 0)) / 2;
}

const value = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(Number.NaN));

it('is the median of the last values, whatever came before', () => {
  fc.assert(
    fc.property(
      fc.array(value, { maxLength: 80 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 4 }),
      (values, size, min) => {
        const window = createSlidingMedian(size);
        values.forEach((next, i) => {
          window.push(next);
          expect(window.median(min)).toBe(plain(values.slice(Math.max(0, i + 1 - size), i + 1), min));
        });
      },
    ),
  );
});

it('leaves missing values out of a median of a few', () => {
  expect(medianOf(Float64Array.of(3, Number.NaN, 1))).toBe(2);
  expect(medianOf(Float64Array.of(Number.NaN))).toBeNaN();
});
