import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floorTo, formatDuration, formatTime, parseDuration } from './time';

describe('durations', () => {
  it.each([
    ['15m', 900_000],
    ['1h', 3_600_000],
    ['1.5d', 129_600_000],
    [' 2 w ', 1_209_600_000],
    ['0s', 0],
  ])('%s is %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '15', 'm', '-5m', '1e3s', '5 minutes', '1h30m', '99999999999999w'])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms);
      }),
    );
  });
});

describe('slots', () => {
  it('are whole steps from the epoch, also before it', () => {
    expect(floorTo(90_000, 60_000)).toBe(60_000);
    expect(floorTo(60_000, 60_000)).toBe(60_000);
    expect(floorTo(-1, 60_000)).toBe(-60_000);
  });
});

describe('formatTime', () => {
  it('shows minutes and leaves out zero seconds', () => {
    expect(formatTime(Date.UTC(2025, 1, 10, 13))).toBe('2025-02-10T13:00Z');
    expect(formatTime(Date.UTC(2025, 1, 10, 13, 5, 9))).toBe('2025-02-10T13:05:09Z');
  });
});
