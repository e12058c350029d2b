import fc from 'fast-check';
import { expect, it } from 'vitest';
import { numpyOrder } from './numpyOrder';

it('sorts', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 200 }), (values) => {
      const order = numpyOrder(values);
      expect(new Set(order).size).toBe(values.length);
      expect(order.map((at) => values[at])).toEqual([...values].sort((a, b) => a - b));
    }),
  );
});

it('leaves ties as numpy does: in order up to sixteen, not so beyond', () => {
  const ties = (n: number) => numpyOrder(new Array<number>(n).fill(0));
  expect(ties(16)).toEqual(Array.from({ length: 16 }, (_, i) => i));
  expect(ties(17)).toEqual([0, 14, 13, 12, 11, 10, 9, 15, 8, 6, 5, 4, 3, 2, 1, 7, 16]);
});
