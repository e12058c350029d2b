import { expect, it } from 'vitest';
import { closest } from './closest';

const known = [
  'psi',
  'ks',
  'row_count',
  'missing_share',
  'demographic_parity_ratio',
  'demographic_parity_difference',
];

it.each([
  ['pso', ['psi']],
  ['rowcount', ['row_count']],
  ['MISSING_SHARES', ['missing_share']],
  ['parity_ratio', ['demographic_parity_ratio', 'demographic_parity_difference']],
  ['something_else_entirely', []],
  ['', []],
])('%s', (wanted, expected) => {
  expect(closest(wanted, known)).toEqual(expected);
});

it('stays quick for names of any length', () => {
  expect(closest('x'.repeat(100_000), known)).toEqual([]);
});
