import { describe, expect, it } from 'vitest';
import type { Analysed, Unit } from '@/lib/blocks/block';
import { blockOf } from '@/lib/blocks/registry';

const HOUR = 3_600_000;
const MIDNIGHT = 20_000 * 24 * HOUR;

type Ask = { params?: Record<string, unknown>; unit?: Unit; everyMs?: number };

/** What an analyser says of a series in milliseconds; null is a window without a value. */
function ask(type: string, values: readonly (number | null)[], how: Ask = {}): Analysed {
  const binding = blockOf(type)?.bind(how.params ?? {});
  if (!binding?.ok || !('analyse' in (binding.run as object))) throw new RangeError(`${type} does not bind`);
  const { everyMs = HOUR, unit = 'ms' } = how;
  const points = values.map((value, i) => ({ slot: MIDNIGHT + i * everyMs, value }));
  return (binding.run as { analyse: (input: object) => Analysed }).analyse({
    points,
    everyMs,
    unit,
    name: 'latency',
  });
}

const said = (found: Analysed) => (found.ok ? found.explanation.sentence : found.why);
const sizeOf = (found: Analysed) => (found.ok ? Number(found.value.toFixed(3)) : found.why);
/** 98, 99, 100, 101, 102 again and again: median 100, median distance 1. */
const calm = (length: number) => Array.from({ length }, (_, i) => 98 + (i % 5));

describe('moving statistic', () => {
  it.each([
    ['mean', 4.4],
    ['median', 3],
    ['lowest', 1],
    ['highest', 10],
    ['spread', 3.262],
  ])('%s', (statistic, value) => {
    expect(sizeOf(ask('moving_statistic', [10, 1, 3, 6, 2], { params: { statistic } }))).toBeCloseTo(
      value,
      1,
    );
  });

  it('says what the windows come to, and wants half of them to have a value', () => {
    const found = ask('moving_statistic', [100, null, 120], { params: { windows: 3 } });
    expect(said(found)).toBe('the mean of latency over 3 windows is 110 ms, the last one 120 ms');
    expect(said(ask('moving_statistic', [null, null, 120], { params: { windows: 3 } }))).toBe(
      'needs 2 windows, has 1',
    );
  });
});

describe('robust z-score', () => {
  it('measures in usual swings, which one wild window does not widen', () => {
    const found = ask('robust_z_score', [...calm(29), 5_000, 110]);
    expect(sizeOf(found)).toBeCloseTo(10 / 1.4826, 2);
    expect(said(found)).toBe(
      'latency is 6.7 of its usual swings above its median: 110 ms, usually 98 to 102 ms',
    );
    expect(found).toMatchObject({
      explanation: { parts: [{ label: 'latency', reference: 100, current: 110 }], unit: 'ms' },
    });
  });

  it('counts one way only where it is told to', () => {
    const low = [...calm(30), 90];
    expect(sizeOf(ask('robust_z_score', low))).toBeGreaterThan(6);
    expect(sizeOf(ask('robust_z_score', low, { params: { direction: 'down' } }))).toBeGreaterThan(6);
    expect(sizeOf(ask('robust_z_score', low, { params: { direction: 'up' } }))).toBe(0);
  });

  it('needs something that varies, or the smallest swing', () => {
    const flat = [...Array.from({ length: 30 }, () => 0), 0.2];
    expect(said(ask('robust_z_score', flat))).toBe(
      'the windows before hardly differ from 0, so there is no usual swing; set the smallest swing',
    );
    const found = ask('robust_z_score', flat, { params: { smallestSwing: 0.05 }, unit: 'share' });
    expect(said(found)).toBe('latency is 4 of its usual swings above its median: 20 %, usually 0 %');
  });
});

describe('seasonal residual', () => {
  const day = [100, 300, 310, 110];
  const days = [0, 4, -2, 2].flatMap((more) => day.map((value) => value + more));
  const how = { everyMs: 6 * HOUR, params: { periods: 4 } };

  it('compares with the same time on earlier days', () => {
    const found = ask('seasonal_residual', [...days, 200], how);
    expect(said(found)).toBe(
      'latency is 33 of its usual swings above what is usual at this time of day: 200 ms, usually 98 to 104 ms',
    );
    expect(sizeOf(found)).toBeCloseTo((200 - 101) / (2 * 1.4826), 2);
    expect(sizeOf(ask('seasonal_residual', [...days, 101], how))).toBe(0);
  });

  it('gives the difference itself, with its sign', () => {
    const found = ask('seasonal_residual', [...days, 90], {
      ...how,
      params: { ...how.params, measure: 'difference' },
    });
    expect(sizeOf(found)).toBe(-11);
    expect(said(found)).toBe(
      'latency is 11 ms below what is usual at this time of day: 90 ms, usually 98 to 104 ms',
    );
  });

  it('needs three earlier days', () => {
    expect(said(ask('seasonal_residual', days.slice(8).concat(100), how))).toBe(
      'needs 4 windows, has 3 at this time of day',
    );
  });
});

describe('EWMA', () => {
  it('sees a small shift that lasts', () => {
    const shifted = [...calm(60), ...calm(20).map((value) => value + 2)];
    const found = ask('ewma', shifted);
    expect(sizeOf(found)).toBeGreaterThan(3);
    expect(said(found)).toMatch(
      /^the average of latency is 4\.9 of its standard deviations above where it usually is: 10\d/,
    );
    expect(sizeOf(ask('ewma', calm(80)))).toBeLessThan(3);
  });

  it('gives the average itself', () => {
    const found = ask('ewma', [100, 200], { params: { measure: 'average', weight: 0.5 } });
    expect(said(found)).toBe('the weighted average of latency is 166.7 ms, the last window 200 ms');
  });
});

describe('CUSUM', () => {
  it('adds up what lies beyond the slack, and says for how long', () => {
    const found = ask('cusum', [...calm(40), 103, 103, 103]);
    expect(sizeOf(found)).toBeCloseTo(3 * (3 / 1.4826 - 0.5) + (2 / 1.4826 - 0.5) + (1 / 1.4826 - 0.5), 2);
    expect(said(found)).toBe(
      'latency has run above its level for 5 windows, 5.6 usual swings added up: 103 ms, usually 98 to 102 ms',
    );
  });

  it('takes the side that counts', () => {
    const low = [...calm(40), 96, 96];
    expect(sizeOf(ask('cusum', low, { params: { direction: 'up' } }))).toBe(0);
    expect(sizeOf(ask('cusum', low, { params: { direction: 'down' } }))).toBeGreaterThan(4);
  });
});

it('Page-Hinkley rises with a change of the mean, either way', () => {
  const after = (more: number) => [...calm(60), ...calm(30).map((value) => value + more)];
  expect(sizeOf(ask('page_hinkley', after(8)))).toBeGreaterThan(50);
  expect(sizeOf(ask('page_hinkley', after(-8)))).toBeGreaterThan(50);
  expect(sizeOf(ask('page_hinkley', after(0)))).toBeLessThan(10);
  expect(said(ask('page_hinkley', after(-6)))).toMatch(
    /^latency has moved below its mean so far, \d+ usual swings added up/,
  );
});

describe('ADWIN', () => {
  const shifted = [...calm(64), ...calm(64).map((value) => value + 20)];

  it('compares the new mean with the old one', () => {
    const found = ask('adwin', shifted.slice(0, 100));
    expect(sizeOf(found)).toBeGreaterThan(5);
    expect(said(found)).toMatch(
      /^the mean of the last \d+ windows of latency is .+ above that of those before: 1\d\d/,
    );
  });

  it('takes the new mean as the usual one after a while', () => {
    const found = ask('adwin', [...shifted, ...calm(64).map((value) => value + 20)]);
    expect(sizeOf(found)).toBe(0);
    expect(said(found)).toMatch(/^latency has one mean over \d+ windows, 1\d\d/);
  });
});

describe('change point', () => {
  it('says how large the shift is, and since when', () => {
    // The last two windows of the calm stretch, 101 and 102, fit the new level better than the old one.
    const found = ask('change_point', [...calm(50), ...calm(20).map((value) => value + 10)]);
    expect(sizeOf(found)).toBeCloseTo(10 / 1.4826, 2);
    expect(said(found)).toBe(
      'latency has shifted 6.7 of its usual swings above its earlier level since 22 windows: 110 ms, before 100 ms (chance below 0.01 %)',
    );
  });

  it('is 0 where chance may have made the split', () => {
    const found = ask('change_point', calm(60));
    expect(said(found)).toBe('latency has kept one level over 60 windows, 100 ms');
    expect(sizeOf(found)).toBe(0);
  });
});

describe('forecast', () => {
  const rhythm = Array.from({ length: 16 }, (_, day) =>
    [10, 30, 50, 20].map((value) => value + day + (day % 3)),
  );

  it('follows trend and rhythm, and measures in half widths of its interval', () => {
    const how = { everyMs: 6 * HOUR, params: { season: 'day', periods: 16 } };
    const expected = sizeOf(ask('forecast', [...rhythm.flat(), 27], how));
    expect(expected).toBeLessThan(1);
    const found = ask('forecast', [...rhythm.flat(), 60], how);
    expect(sizeOf(found)).toBeGreaterThan(3);
    expect(said(found)).toMatch(
      /times as far from its forecast as 95 % of earlier windows: 60 ms, forecast 2\d(\.\d)? to \d/,
    );
  });

  it('fills gaps from the period before', () => {
    const gaps = rhythm.flat().map((value, i) => (i === 21 ? null : value));
    const how = { everyMs: 6 * HOUR, params: { season: 'day', periods: 16 } };
    expect(sizeOf(ask('forecast', [...gaps, 27], how))).toBeLessThan(1);
  });
});
