import { describe, expect, it } from 'vitest';
import { destinations, isWithin } from './destinations';

describe('isWithin', () => {
  it.each([
    ['/', '/', true],
    ['/monitors', '/', false],
    ['/monitors', '/monitors', true],
    ['/monitors/7f3a/edit', '/monitors', true],
    ['/monitors-old', '/monitors', false],
  ])('%s within %s: %s', (path, href, expected) => {
    expect(isWithin(path, href)).toBe(expected);
  });
  it('marks exactly one destination for each of their own paths', () => {
    for (const { href } of destinations) {
      expect(destinations.filter((d) => isWithin(href, d.href)).map((d) => d.href)).toEqual([href]);
    }
  });
});
