import { describe, expect, it } from 'vitest';
import { bound, rowsOfObjects, SPAN, scoreRows } from '@/lib/blocks/_fixtures/rows';
import type { Score } from '@/lib/blocks/block';
import { MINUTE_MS } from '@/lib/core/time';
import { EVENT_TIME, type Value } from '@/lib/tally/column';
import { availability } from './availability';
import { burnRate } from './burnRate';
import { consecutiveFailures } from './consecutiveFailures';
import { errorRate } from './errorRate';
import { heartbeat } from './heartbeat';

const sentenceOf = (score: Score) => (score.ok ? score.explanation?.sentence : score.why);
const good = { column: 'status', op: 'lt', value: 500 };
const bad = { not: good };

/** So many rows with a status, in one minute of the hour. */
const at = (minute: number, count: number, status: Value) =>
  Array.from({ length: count }, () => ({ [EVENT_TIME]: minute * MINUTE_MS, status }));
const rows = (...parts: readonly Record<string, Value>[][]) => rowsOfObjects(parts.flat());

describe('error_rate', () => {
  const run = bound(errorRate, { bad });

  it('is the share of rows that meet the condition', () => {
    const score = scoreRows(run, rows(at(0, 195, 200), at(1, 5, 503)), rows(at(0, 99, 200), at(0, 1, 500)));
    expect(score).toMatchObject({ ok: true, value: 0.025, rows: 200 });
    expect(sentenceOf(score)).toBe(
      '2.5 % are errors (5 of 200 rows; 95 % interval 1.1 % to 5.7 %), 1 % in the reference',
    );
    expect(score.ok && score.explanation?.parts).toEqual([
      { label: 'errors', reference: 0.01, current: 0.025 },
    ]);
  });

  it('takes a missing value for neither more nor less: a comparison with it is not met', () => {
    expect(
      scoreRows(bound(errorRate, { bad: { column: 'status', op: 'ge', value: 500 } }), rows(at(0, 3, null))),
    ).toMatchObject({
      value: 0,
    });
    expect(scoreRows(run, rows(at(0, 3, null)))).toMatchObject({ value: 1 });
  });

  it('has no answer without rows', () => {
    expect(sentenceOf(scoreRows(run, []))).toBe('no rows in this window');
  });
});

describe('availability', () => {
  it('says how much of the budget is used', () => {
    const score = scoreRows(
      bound(availability, { good, objective: 0.99 }),
      rows(at(0, 995, 200), at(1, 5, 500)),
    );
    expect(score).toMatchObject({ ok: true, value: 0.995, rows: 1000 });
    expect(sentenceOf(score)).toBe(
      '99.5 % are good (995 of 1000 rows; 95 % interval 98.8 % to 99.8 %), 99 % promised; 50 % of the error budget of this window is used',
    );
  });

  it('refuses an objective that leaves no budget', () => {
    expect(availability.bind({ good, objective: 1 }).ok).toBe(false);
  });
});

describe('burn_rate', () => {
  const run = bound(burnRate, { good, objective: 0.99, short: '5m' });

  it('is the smaller of the window and its end', () => {
    // 12 of 600 are bad: 2 times; 10 of 100 in the last five minutes: 10 times.
    const rising = rows(at(10, 498, 200), at(20, 2, 500), at(55, 90, 200), at(59, 10, 500));
    const score = scoreRows(run, rising);
    expect(score.ok && score.value).toBeCloseTo(2, 12);
    expect(sentenceOf(score)).toBe(
      'the error budget of 1 % burns 2 times as fast as planned (12 of 600 rows are bad), 10 times in the last 5m (10 of 100 rows)',
    );
    const over = rows(at(10, 480, 200), at(20, 20, 500), at(55, 99, 200), at(59, 1, 500));
    const ended = scoreRows(run, over);
    expect(ended.ok && ended.value).toBeCloseTo(1, 12);
  });

  it('counts the end to the minute', () => {
    const edge = scoreRows(run, rows(at(54, 100, 500), at(55, 100, 200)));
    expect(edge).toMatchObject({ ok: true, value: 0 });
  });

  it('does not burn where no row came at the end, and says so', () => {
    const score = scoreRows(run, rows(at(10, 90, 200), at(10, 10, 500)));
    expect(score).toMatchObject({ ok: true, value: 0 });
    expect(sentenceOf(score)).toBe(
      'the error budget of 1 % burns 10 times as fast as planned (10 of 100 rows are bad), no row in the last 5m, so nothing burns now',
    );
  });

  it('has no answer without rows or without their time', () => {
    expect(sentenceOf(scoreRows(run, []))).toBe('no rows in this window');
    expect(sentenceOf(scoreRows(run, rowsOfObjects([{ status: 200 }])))).toBe('the rows have no event time');
    expect(burnRate.bind({ good, short: 'soon' }).ok).toBe(false);
  });
});

describe('consecutive_failures', () => {
  const run = bound(consecutiveFailures, { good });

  it('adds up failures until a minute with a success', () => {
    const score = scoreRows(
      run,
      rows(
        at(1, 4, 500),
        at(2, 1, 200),
        at(10, 2, 500),
        at(12, 3, 500),
        at(30, 1, 500),
        at(30, 1, 200),
        at(40, 9, 200),
      ),
    );
    expect(score).toMatchObject({ ok: true, value: 5, rows: 21 });
    expect(sentenceOf(score)).toBe(
      'at least 5 failures in a row: from 1970-01-01T00:10Z to 1970-01-01T00:13Z no row was a success (21 rows in this window)',
    );
  });

  it('says that a run goes on', () => {
    expect(sentenceOf(scoreRows(run, rows(at(1, 1, 200), at(50, 3, 500))))).toContain(
      'no row was a success and none since',
    );
  });

  it('is never more than the true run, and the same where rows are apart', () => {
    const statuses = [500, 500, 200, 500, 500, 500, 500, 200, 200, 500];
    const apart = statuses.flatMap((status, i) => at(i * 2, 1, status));
    expect(scoreRows(run, rowsOfObjects(apart))).toMatchObject({ value: 4 });
    const together = statuses.flatMap((status, i) => at(Math.floor(i / 3), 1, status));
    const score = scoreRows(run, rowsOfObjects(together));
    expect(score.ok && score.value).toBeLessThanOrEqual(4);
  });

  it('is 0 without failures and without rows', () => {
    expect(scoreRows(run, [])).toMatchObject({ ok: true, value: 0 });
    expect(sentenceOf(scoreRows(run, rows(at(1, 5, 200))))).toBe(
      'no failures in a row: no 1m without a success (5 rows)',
    );
    expect(sentenceOf(scoreRows(run, rowsOfObjects([{ status: 500 }])))).toBe('the rows have no event time');
  });
});

describe('heartbeat', () => {
  const run = bound(heartbeat, { good });

  it('is the age of the newest good row', () => {
    const score = scoreRows(run, rows(at(10, 1, 200), at(45, 2, 200), at(58, 3, 500)));
    expect(score).toMatchObject({ ok: true, value: SPAN.to - 45 * MINUTE_MS });
    expect(sentenceOf(score)).toBe('the newest sign of life is 15m old; 3 rows without one');
  });

  it('is at least the window where there is none', () => {
    const score = scoreRows(run, rows(at(58, 3, 500)));
    expect(score).toMatchObject({ ok: true, value: 3_600_000 });
    expect(sentenceOf(score)).toBe(
      'no sign of life in this window: the newest is at least 1h old; 3 rows without one',
    );
    expect(scoreRows(run, [])).toMatchObject({ ok: true, value: 3_600_000 });
  });
});
