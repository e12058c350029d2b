import { describe, expect, it } from 'vitest';
import { duration, figure, listed, percent, rowCount } from './words';

describe('words', () => {
  it.each([
    [0, '0 %'],
    [7 / 46, '15.2 %'],
    [1, '100 %'],
    [0.0004, '0.04 %'],
    [0.00123, '0.12 %'],
    [0.3, '30 %'],
    [8, '800 %'],
  ])('percent of %d is %s', (share, text) => expect(percent(share)).toBe(text));

  it('does not call nearly all of it all of it', () => {
    expect(percent(0.99999)).toBe('99.9 %');
    expect(percent(0.9996)).toBe('99.9 %');
  });

  it.each([
    [0, '0'],
    [38.64999, '38.65'],
    [1234567.8, '1234568'],
    [2015.5, '2016'],
    [999.96, '1000'],
    [1.234e-7, '1.23e-7'],
    [-2.5, '-2.5'],
    [1e300, '1.00e+300'],
  ])('figure of %d is %s', (value, text) => expect(figure(value)).toBe(text));

  it('counts rows in the right number', () => {
    expect([rowCount(0), rowCount(1), rowCount(46)]).toEqual(['0 rows', '1 row', '46 rows']);
  });

  it('lists a few and counts the rest', () => {
    expect(listed([])).toBe('');
    expect(listed(['a'])).toBe('a');
    expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
    expect(listed(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
  });

  it.each([
    [0, '0ms'],
    [900, '900ms'],
    [42_000, '42s'],
    [3_600_000, '1h'],
    [3_900_000, '1h 5m'],
    [90_061_000, '1d 1h'],
    [61_500, '1m 1s'],
  ])('duration of %d ms is %s', (ms, text) => expect(duration(ms)).toBe(text));
});
