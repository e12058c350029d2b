import { describe, expect, it } from 'vitest';
import { bound, rowsOfColumn, rowsOfObjects, scoreRows } from '@/lib/blocks/_fixtures/rows';
import type { Score } from '@/lib/blocks/block';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { EVENT_TIME } from '@/lib/tally/column';
import { fold } from '@/lib/tally/fold';
import { saturationForecast } from './saturationForecast';
import { tokensPerSecond } from './tokensPerSecond';
import { utilisation } from './utilisation';

const sentenceOf = (score: Score) => (score.ok ? score.explanation?.sentence : score.why);

describe('utilisation', () => {
  const rows = rowsOfColumn('cpu', [20, 40, 90, null, Number.NaN]);

  it('is the mean or the peak, as a share of what is full', () => {
    const score = scoreRows(
      bound(utilisation, { column: 'cpu', capacity: 100 }),
      rows,
      rowsOfColumn('cpu', [10, 30]),
    );
    expect(score).toMatchObject({ ok: true, value: 0.5, rows: 3 });
    expect(sentenceOf(score)).toBe(
      'cpu is at 50 % of its capacity on average, 90 % at most (3 rows), 20 % in the reference',
    );
    expect(scoreRows(bound(utilisation, { column: 'cpu', capacity: 100, of: 'peak' }), rows)).toMatchObject({
      value: 0.9,
    });
  });

  it('has no answer without numbers, and refuses a capacity of nothing', () => {
    expect(sentenceOf(scoreRows(bound(utilisation, { column: 'cpu' }), rowsOfColumn('cpu', [null])))).toBe(
      'cpu has no usable value in this window (1 row)',
    );
    expect(utilisation.bind({ column: 'cpu', capacity: 0 }).ok).toBe(false);
  });
});

describe('saturation_forecast', () => {
  const from = Date.UTC(2026, 2, 1);
  /** A reading each hour from an hour on, by the hour. */
  const readings = (hours: readonly number[], level: (hour: number) => number) =>
    rowsOfObjects(
      hours.map((hour) => ({ [EVENT_TIME]: from + hour * HOUR_MS + 30 * MINUTE_MS, disk: level(hour) })),
    );
  const hours = (a: number, b: number) => Array.from({ length: b - a }, (_, i) => a + i);
  const forecast = (
    current: ReturnType<typeof readings>,
    reference: ReturnType<typeof readings> | null = null,
  ) => {
    const run = bound(saturationForecast, { column: 'disk', capacity: 100 });
    const spec = run.needs({});
    return run.score({
      spec,
      current: fold(spec, current),
      reference: reference ? fold(spec, reference) : null,
      span: { from, to: from + DAY_MS },
      referenceSpan: null,
    });
  };

  it('says when a straight line reaches the capacity', () => {
    // 52 at the end of the day and half a unit an hour: 96 hours to 100.
    const score = forecast(readings(hours(0, 24), (hour) => 40 + (hour + 0.5) / 2));
    expect(score.ok && score.value).toBeCloseTo(4 * DAY_MS, 0);
    expect(sentenceOf(score)).toBe(
      'disk is at 52 of 100 and grows by 12 a day: full in 4d (95 % interval 4d to 4d), by 24 points of 1h',
    );
  });

  it('answers with the horizon where it does not fill in time', () => {
    const steady = forecast(readings(hours(0, 24), () => 40));
    expect(steady).toMatchObject({ ok: true, value: 90 * DAY_MS });
    expect(sentenceOf(steady)).toBe(
      'disk is at 40 of 100 and does not grow: not full within 90d, by 24 points of 1h',
    );
    expect(sentenceOf(forecast(readings(hours(0, 24), (hour) => 60 - hour / 24)))).toBe(
      'disk is at 59.02 of 100 and shrinks by 1 a day: not full within 90d, by 24 points of 1h',
    );
  });

  it('is 0 when it is full', () => {
    const full = forecast(readings(hours(0, 24), (hour) => 90 + hour));
    expect(full).toMatchObject({ ok: true, value: 0 });
    expect(sentenceOf(full)).toMatch(/: full now, by 24 points of 1h$/);
  });

  it('goes on from the points of the reference, and is not bent by an odd hour', () => {
    const all = readings(hours(-48, 24), (hour) => (hour === 20 ? 99 : 50 + hour / 10));
    const score = forecast(all.slice(48), all.slice(0, 48));
    expect(sentenceOf(score)).toContain('by 72 points of 1h');
    expect(score.ok && score.value / HOUR_MS).toBeGreaterThan(460);
    expect(score.ok && score.value / HOUR_MS).toBeLessThan(500);
  });

  it('has no trend of a few points', () => {
    expect(sentenceOf(forecast(readings(hours(0, 5), () => 1)))).toBe(
      'only 5 points of 1h, and a trend needs 6',
    );
    expect(sentenceOf(forecast([]))).toBe('disk has no usable value in this window');
  });
});

describe('tokens_per_second', () => {
  it('divides row by row, whatever the unit of the time', () => {
    const rows = rowsOfObjects([
      { tokens: 100, took: 2000 },
      { tokens: 100, took: 4000 },
      { tokens: 300, took: 3000 },
      { tokens: 10, took: 0 },
      { tokens: null, took: 100 },
    ]);
    const run = bound(tokensPerSecond, { tokens: 'tokens', duration: 'took', q: 0.5 });
    const score = scoreRows(run, rows);
    expect(score.ok && Math.abs(score.value / 50 - 1)).toBeLessThanOrEqual(0.01);
    expect(score).toMatchObject({ rows: 3 });
    expect(sentenceOf(score)).toMatch(/^the median of tokens per second is 50\.\d+ over 3 rows/);
    const seconds = bound(tokensPerSecond, { tokens: 'tokens', duration: 'took', q: 0.5, durationUnit: 's' });
    const slow = scoreRows(seconds, rows);
    expect(slow.ok && Math.abs(slow.value / 0.05 - 1)).toBeLessThanOrEqual(0.01);
  });
});
