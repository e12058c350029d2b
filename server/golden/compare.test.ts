import { expect, it } from 'vitest';
import { notComputable } from '@/lib/stats/notComputable';
import { readCsv } from '@/server/cli/readCsv';
import { mismatches } from './compare';

const golden = (expected: Record<string, unknown>, tol = {}) => ({
  id: 'a',
  fn: 'b',
  input: {},
  expect: expected,
  tol,
});

it('takes numbers within the tolerance of their key, and no others', () => {
  const one = golden({ d: 1, p: 0.5 }, { p: { rel: 0, abs: 0.1 } });
  expect(mismatches(one, { d: 1 + 1e-10, p: 0.55 })).toEqual([]);
  expect(mismatches(one, { d: 1 + 1e-8, p: 0.7 }).map(({ key }) => key)).toEqual(['d', 'p']);
  expect(mismatches(one, { d: Number.NaN }).map(({ key }) => key)).toEqual(['d', 'p']);
});

it('goes through lists and objects, and wants counts and flags exactly', () => {
  const one = golden({ list: [1, 'NaN', null], by: { x: true } });
  expect(mismatches(one, { list: [1, Number.NaN, null], by: { x: true, y: 1 } })).toEqual([]);
  expect(mismatches(one, { list: [1, 2, null], by: { x: 1 } })).toHaveLength(2);
  expect(mismatches(one, { list: [1], by: null })).toHaveLength(2);
});

it('takes "not computable" for an error and for NaN, never for a number', () => {
  const none = notComputable('no values');
  expect(mismatches(golden({ error: 'raises' }), none)).toEqual([]);
  expect(mismatches(golden({ error: 'raises' }), { d: 1 })).toHaveLength(1);
  expect(mismatches(golden({ d: 'NaN' }), none)).toEqual([]);
  expect(mismatches(golden({ d: 0 }), none)).toHaveLength(1);
  const partly = golden({ d: 0, ratio: { error: 'raises' } });
  expect(mismatches(partly, { d: 0, ratio: none })).toEqual([]);
  expect(mismatches(partly, { d: 0, ratio: 0 })).toHaveLength(1);
});

it('judges a fit by its likelihood', () => {
  const fit = golden({ excesses: 5, loglik: -10, shape: 0.2 });
  expect(mismatches(fit, { excesses: 5, loglik: -9, shape: 0.4 })).toEqual([]);
  expect(mismatches(fit, { excesses: 5, loglik: -11, shape: 0.2 }).map(({ key }) => key)).toEqual(['loglik']);
  expect(mismatches(fit, { excesses: 4, loglik: -9, shape: 0.4 }).map(({ key }) => key)).toEqual([
    'excesses',
  ]);
});

it('reads quoted commas, quotes and line breaks', () => {
  expect(readCsv('a,b\r\n"x, ""y""\nz",2\n,\n')).toEqual([
    ['a', 'b'],
    ['x, "y"\nz', '2'],
    ['', ''],
  ]);
});
