import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JudgeInput, type Judgement, scored, type ThresholdRun, unscored } from '@/lib/blocks/block';
import { limit } from './limit';

function bound(params: Record<string, unknown>): ThresholdRun {
  const binding = limit.bind(params);
  if (!binding.ok) throw new RangeError(JSON.stringify(binding));
  return binding.run;
}

function judge(params: Record<string, unknown>, value: number, more: Partial<JudgeInput> = {}): Judgement {
  const input = { score: scored(value, 100), previous: null, reference: null, unit: 'distance' as const };
  return bound(params).judge({ ...input, ...more });
}

describe('limit', () => {
  const above = { warning: 0.1, critical: 0.2 };
  const below = { direction: 'below', warning: 0.9, critical: 0.8 };
  const outside = { direction: 'outside', low: 0, warningLow: 10, warningHigh: 90, high: 100 };

  it.each([
    [above, 0.31, 'critical', '0.31, above the critical limit 0.2'],
    [above, 0.15, 'warning', '0.15, above the warning limit 0.1'],
    [above, 0.2, 'warning', '0.2, above the warning limit 0.1'],
    [above, 0.1, 'ok', '0.1, within the limit 0.1'],
    [below, 0.7, 'critical', '0.7, below the critical limit 0.8'],
    [below, 0.8, 'warning', '0.8, below the warning limit 0.9'],
    [below, 0.9, 'ok', '0.9, within the limit 0.9'],
    [outside, -1, 'critical', '-1, below the critical limit 0'],
    [outside, 5, 'warning', '5, below the warning limit 10'],
    [outside, 50, 'ok', '50, within 10 to 90'],
    [outside, 95, 'warning', '95, above the warning limit 90'],
    [outside, 101, 'critical', '101, above the critical limit 100'],
    [{ critical: 0.2 }, 0.15, 'ok', '0.15, within the limit 0.2'],
    [{ warning: 0.1 }, 9, 'warning', '9, above the warning limit 0.1'],
    [{ critical: 0 }, 0, 'ok', '0, within the limit 0'],
    [{ direction: 'outside', low: 1, high: 1 }, 1, 'ok', '1, within 1 to 1'],
  ])('%j at %d is %s', (...[params, value, severity, reason]) => {
    expect(judge(params, value)).toEqual({ severity, reason });
  });

  it('shows values as their detector does', () => {
    expect(judge({ critical: 0.1 }, 0.1522, { unit: 'share' }).reason).toBe(
      '15.22 %, above the critical limit 10 %',
    );
  });

  it('has no data where there is no score, and says why', () => {
    expect(judge(above, 0, { score: unscored('no rows in this window') })).toEqual({
      severity: 'no_data',
      reason: 'no rows in this window',
    });
  });

  it('does not judge a score from too few rows', () => {
    const few = { score: scored(0.9, 12) };
    expect(judge(above, 0, few)).toEqual({ severity: 'no_data', reason: 'only 12 rows, needs 30' });
    expect(judge({ ...above, minRows: 12 }, 0, few).severity).toBe('critical');
    expect(judge({ ...above, minRows: 0 }, 0, { score: scored(0.9, 0) }).severity).toBe('critical');
  });

  it('does judge counts of rows and ages, where few rows are the finding', () => {
    const silent = { score: scored(0, 0) };
    expect(judge({ direction: 'below', critical: 100 }, 0, { ...silent, unit: 'rows' })).toEqual({
      severity: 'critical',
      reason: '0 rows, below the critical limit 100 rows',
    });
    const old = { score: scored(7_200_000, 0), unit: 'ms' as const };
    expect(judge({ critical: 3_600_000 }, 0, old)).toEqual({
      severity: 'critical',
      reason: '2h, above the critical limit 1h',
    });
  });

  describe('with a score that has an interval', () => {
    const between = (value: number, low: number, high: number) => ({
      score: { ...scored(value, 100), interval: { low, high, level: 0.95 } },
    });

    it.each([
      [
        above,
        [0.31, 0.25, 0.37],
        'critical',
        'above the critical limit 0.2, as is all of the 95 % interval 0.25 to 0.37',
      ],
      [
        above,
        [0.25, 0.15, 0.35],
        'warning',
        'above the warning limit 0.1, as is all of the 95 % interval 0.15 to 0.35',
      ],
      [
        above,
        [0.14, 0.06, 0.21],
        'ok',
        'above the warning limit 0.1, but the 95 % interval 0.06 to 0.21 still allows it: not judged bad',
      ],
      [
        above,
        [0.14, 0.1, 0.2],
        'ok',
        'above the warning limit 0.1, but the 95 % interval 0.1 to 0.2 still allows it: not judged bad',
      ],
      [above, [0.08, 0.02, 0.3], 'ok', 'within the limit 0.1'],
      [
        below,
        [0.7, 0.6, 0.79],
        'critical',
        'below the critical limit 0.8, as is all of the 95 % interval 0.6 to 0.79',
      ],
      [
        below,
        [0.7, 0.5, 0.95],
        'ok',
        'below the critical limit 0.8, but the 95 % interval 0.5 to 0.95 still allows it: not judged bad',
      ],
      [
        below,
        [0.7, -Infinity, 0.85],
        'warning',
        'below the warning limit 0.9, as is all of the 95 % interval up to 0.85',
      ],
      [
        above,
        [0.7, 0.5, Infinity],
        'critical',
        'above the critical limit 0.2, as is all of the 95 % interval from 0.5',
      ],
      [
        outside,
        [101, 95, 110],
        'warning',
        'above the warning limit 90, as is all of the 95 % interval 95 to 110',
      ],
    ] as const)('%j at %j is %s', (...[params, [value, low, high], severity, words]) => {
      expect(judge(params, 0, between(value, low, high))).toEqual({ severity, reason: `${value}, ${words}` });
    });

    it('goes by the value alone where it is told to', () => {
      expect(judge({ ...above, certain: false }, 0, between(0.14, 0.06, 0.21))).toEqual({
        severity: 'warning',
        reason: '0.14, above the warning limit 0.1',
      });
    });

    it('is never worse for an interval, and the same for one without width', () => {
      const worth = { ok: 0, warning: 1, critical: 2, no_data: 3, error: 4 };
      fc.assert(
        fc.property(fc.double({ min: 0, max: 1 }), fc.double({ min: 0, max: 1 }), (value, width) => {
          const plain = judge(above, value).severity;
          const wide = judge(above, 0, between(value, value - width, value + width)).severity;
          expect(worth[wide]).toBeLessThanOrEqual(worth[plain]);
          expect(judge(above, 0, between(value, value, value)).severity).toBe(plain);
        }),
      );
    });
  });

  it('judges totals, which few rows do not make uncertain', () => {
    const spent = { score: { ...scored(500, 2), countedMs: 3_600_000 }, unit: 'money EUR' as const };
    expect(judge({ critical: 400 }, 0, spent)).toEqual({
      severity: 'critical',
      reason: '500 EUR, above the critical limit 400 EUR',
    });
  });

  it('draws a line for each limit and says its condition', () => {
    expect(bound(above)).toMatchObject({
      compares: 'limits',
      lines: [
        { value: 0.1, severity: 'warning' },
        { value: 0.2, severity: 'critical' },
      ],
      sentence: 'above 0.1 is a warning, above 0.2 is critical',
    });
    expect(bound(outside).lines).toHaveLength(4);
    expect(bound({ direction: 'outside', low: 1, high: 2 }).sentence).toBe(
      'below 1 is critical, above 2 is critical',
    );
  });

  it.each([
    [{}, 'there is no limit'],
    [{ direction: 'below' }, 'there is no limit'],
    [{ direction: 'outside', low: 1 }, 'outside needs a lowest and a highest value'],
    [{ warning: 0.3, critical: 0.2 }, '`warning` 0.3 lies above `critical` 0.2'],
    [{ direction: 'below', warning: 0.1, critical: 0.2 }, '`critical` 0.2 lies above `warning` 0.1'],
    [{ direction: 'outside', low: 3, high: 2 }, '`low` 3 lies above `high` 2'],
    [{ direction: 'outside', low: 0, high: 9, warningHigh: 10 }, '`warningHigh` 10 lies above `high` 9'],
    [{ critical: 1, high: 2 }, '`high` has no meaning with the direction above'],
    [
      { direction: 'outside', low: 0, high: 2, critical: 1 },
      '`critical` has no meaning with the direction outside',
    ],
  ])('refuses %j', (params, message) => {
    const binding = limit.bind(params);
    expect(binding.ok).toBe(false);
    if (binding.ok) return;
    expect(binding.conflicts.map((conflict) => conflict.message)).toContain(message);
    for (const { advice } of binding.conflicts) expect(advice).toMatch(/^(Set|Remove) .*[^.]$/);
  });
});
