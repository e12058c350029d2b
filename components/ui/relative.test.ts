import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { relative } from './relative';

const now = Date.UTC(2026, 2, 1, 12);

describe('relative', () => {
  it.each([
    [0, 'just now'],
    [59_999, 'just now'],
    [MINUTE_MS, '1 minute ago'],
    [HOUR_MS - 1, '59 minutes ago'],
    [HOUR_MS * 5, '5 hours ago'],
    [DAY_MS, '1 day ago'],
    [DAY_MS * 29, '29 days ago'],
    [DAY_MS * 65, '2 months ago'],
    [DAY_MS * 800, '2 years ago'],
    [-10_000, 'in a moment'],
    [-DAY_MS * 2, 'in 2 days'],
  ])('%d ms before now reads %s', (before, text) => {
    expect(relative(now - before, now)).toBe(text);
  });
});
