import { describe, expect, it } from 'vitest';
import { sparkPath } from './spark';

describe('sparkPath', () => {
  it('runs from left to right, high values at the top', () => {
    expect(sparkPath([0, 1, 0.5], 100, 20)).toBe('M0 20L50 0L100 10');
  });
  it('lifts the pen over what is missing', () => {
    expect(sparkPath([0, null, 1], 100, 20)).toBe('M0 20M100 0');
  });
  it('draws a flat series in the middle and nothing where there is nothing', () => {
    expect(sparkPath([3, 3], 10, 20)).toBe('M0 10L10 10');
    expect(sparkPath([3], 10, 20)).toBe('M0 10');
    expect(sparkPath([], 10, 20)).toBe('');
    expect(sparkPath([null, null], 10, 20)).toBe('');
  });
  it('keeps a single spike of a long series', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => (i === 7_321 ? 9 : 0));
    const path = sparkPath(values, 100, 20);
    expect(path).toContain(' 0L');
    expect(path.split(/[ML]/).length).toBeLessThan(220);
  });
});
