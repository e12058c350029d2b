import { describe, expect, it } from 'vitest';
import { countOf, formatBytes, formatCount, formatNumber, formatShare } from './figures';

describe('figures', () => {
  it('groups counts', () => {
    expect(formatCount(21145)).toBe('21,145');
    expect(countOf(1, 'row')).toBe('1 row');
    expect(countOf(2, 'row')).toBe('2 rows');
    expect(countOf(0, 'entry', 'entries')).toBe('0 entries');
  });
  it.each([
    [0, '0 %'],
    [0.0004, '< 0.1 %'],
    [0.034, '3.4 %'],
    [0.9999, '> 99.9 %'],
    [1, '100 %'],
  ])('share %s', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });
  it.each([
    [0.031234, '0.03123'],
    [1234.4, '1,234'],
    [0, '0'],
    [0.00001, '1.00e-5'],
    [-2e13, '-2.00e+13'],
  ])('number %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
  it.each([
    [12, '12 B'],
    [1400, '1.4 kB'],
    [21_000_000, '21.0 MB'],
  ])('bytes %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
