import { describe, expect, it } from 'vitest';
import { binOf } from '@/lib/tally/key';
import { classBin, coverage, isClass } from './classes';

describe('classBin', () => {
  it.each([
    ['1', [1, '1', true], [0, '0', false, 'one']],
    [0, [0, '0', false], [1, 'false ']],
    [true, [true, 'true', 1, '1'], [false, 0]],
    ['spam', ['spam'], ['Spam', 1, true]],
    [' ', [' '], [0, '']],
    ['2.0', [2, '2.0'], ['2']],
  ])('%j', (name, same, others) => {
    const bin = classBin(name);
    for (const value of same) expect(isClass(bin, binOf(bin, value))).toBe(true);
    for (const value of others) expect(isClass(bin, binOf(bin, value))).toBe(false);
    expect(isClass(bin, binOf(bin, null))).toBeNull();
    expect(isClass(bin, undefined)).toBeNull();
  });
});

describe('coverage', () => {
  it('says how many rows have a label', () => {
    expect(coverage(1, 1)).toBe('the only row has a label');
    expect(coverage(400, 400)).toBe('all 400 rows have a label');
    expect(coverage(312, 400)).toBe('312 of 400 rows (78 %) have a label');
  });
});
