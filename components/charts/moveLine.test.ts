import { expect, it } from 'vitest';
import { keyedValue, valueAtHeight } from './moveLine';

const range = { min: 0, max: 0.5 };

it('valueAtHeight runs from the top down, stays inside and reads well', () => {
  expect(valueAtHeight(0, 200, range)).toBe(0.5);
  expect(valueAtHeight(200, 200, range)).toBe(0);
  expect(valueAtHeight(117, 200, range)).toBe(0.208);
  expect(valueAtHeight(-50, 200, range)).toBe(0.5);
  expect(valueAtHeight(900, 200, range)).toBe(0);
});

it.each([
  ['ArrowUp', 0.205],
  ['ArrowLeft', 0.195],
  ['PageUp', 0.25],
  ['PageDown', 0.15],
  ['Home', 0],
  ['End', 0.5],
  ['a', null],
])('%s moves 0.2 to %s', (key, expected) => {
  expect(keyedValue(key, 0.2, range)).toBe(expected);
});
