import { describe, expect, it } from 'vitest';
import {
  type JudgeInput,
  type Judgement,
  type Score,
  scored,
  type ThresholdRun,
  unscored,
} from '@/lib/blocks/block';
import { change } from './change';

function bound(params: Record<string, unknown>): ThresholdRun {
  const binding = change.bind(params);
  if (!binding.ok) throw new RangeError(JSON.stringify(binding));
  return binding.run;
}

function judge(params: Record<string, unknown>, score: Score, more: Partial<JudgeInput> = {}): Judgement {
  return bound(params).judge({ score, previous: null, reference: null, unit: 'column', ...more });
}

const at = (value: number) => scored(value, 100);

describe('change', () => {
  it.each([
    [{}, 130, 100, 'critical', '130, up by 30 % from 100 in the reference; the critical limit is 20 %'],
    [{}, 70, 100, 'critical', '70, down by 30 % from 100 in the reference; the critical limit is 20 %'],
    [{}, 119, 100, 'ok', '119, up by 19 % from 100 in the reference'],
    [{}, 120, 100, 'ok', '120, up by 20 % from 100 in the reference'],
    [{}, 100, 100, 'ok', '100, the same as 100 in the reference'],
    [{ direction: 'up' }, 10, 100, 'ok', '10, down by 90 % from 100 in the reference'],
    [{ direction: 'down' }, 900, 100, 'ok', '900, up by 800 % from 100 in the reference'],
    [
      { direction: 'down', warning: 0.1 },
      85,
      100,
      'warning',
      '85, down by 15 % from 100 in the reference; the warning limit is 10 %',
    ],
    [
      { by: 'absolute', critical: 5 },
      106,
      100,
      'critical',
      '106, up by 6 from 100 in the reference; the critical limit is 5',
    ],
    [{ by: 'absolute', critical: 5 }, 96, 100, 'ok', '96, down by 4 from 100 in the reference'],
    [{}, -50, -100, 'critical', '-50, up by 50 % from -100 in the reference; the critical limit is 20 %'],
    [{}, 3, 0, 'critical', '3, up beyond any ratio from 0 in the reference; the critical limit is 20 %'],
    [{}, 0, 0, 'ok', '0, the same as 0 in the reference'],
  ])('%j: %d after %d is %s', (...[params, value, base, severity, reason]) => {
    expect(judge(params, at(value), { reference: at(base) })).toEqual({ severity, reason });
  });

  it('compares with the window before where asked to', () => {
    const params = { against: 'previous', critical: 0.5 };
    expect(bound(params).compares).toBe('previous');
    expect(judge(params, at(40), { previous: at(100), reference: at(40) })).toEqual({
      severity: 'critical',
      reason: '40, down by 60 % from 100 in the window before; the critical limit is 50 %',
    });
  });

  it('compares counts over the same length of time', () => {
    const count = (value: number, countedMs: number) => ({ ...scored(value, value), countedMs });
    const score = count(40, 3_600_000);
    const rows = { unit: 'rows' as const };
    expect(judge({ direction: 'down' }, score, { ...rows, reference: count(2400, 86_400_000) })).toEqual({
      severity: 'critical',
      reason: '40 rows, down by 60 % from 100 rows in the reference; the critical limit is 20 %',
    });
    expect(judge({}, score, { ...rows, reference: count(2400, 0) })).toEqual({
      severity: 'no_data',
      reason: 'the reference covers no known length of time',
    });
  });

  it('has no data where either side has no score or too few rows, and says which', () => {
    const reference = at(100);
    expect(judge({}, unscored('no rows in this window'), { reference })).toEqual({
      severity: 'no_data',
      reason: 'no rows in this window',
    });
    expect(judge({}, scored(1, 12), { reference }).reason).toBe('only 12 rows, needs 30');
    expect(judge({}, at(1)).reason).toBe('there is nothing to compare with: the reference has no score');
    expect(judge({}, at(1), { reference: unscored('no labels yet') }).reason).toBe(
      'the reference has no score: no labels yet',
    );
    expect(judge({}, at(1), { reference: scored(1, 5) }).reason).toBe(
      'the reference has only 5 rows, needs 30',
    );
    expect(judge({ minRows: 5 }, at(1), { reference: scored(1, 5) }).severity).toBe('ok');
  });

  it('sees a stream that falls silent', () => {
    const none = { ...scored(0, 0), countedMs: 1 };
    const some = { ...scored(50, 50), countedMs: 1 };
    expect(judge({ direction: 'down' }, none, { unit: 'rows', reference: some }).severity).toBe('critical');
  });

  it('says its condition', () => {
    expect(bound({}).sentence).toBe('a change against the reference of more than 20 % is critical');
    expect(
      bound({ against: 'previous', direction: 'down', by: 'absolute', warning: 1, critical: 3 }).sentence,
    ).toBe('a fall against the window before of more than 1 is a warning, of more than 3 is critical');
    expect(bound({ warning: 0.1 }).sentence).toBe(
      'a change against the reference of more than 10 % is a warning',
    );
  });

  it.each([
    [{ by: 'absolute' }, 'an absolute change has no limit'],
    [{ warning: 0.3, critical: 0.2 }, 'the warning limit 0.3 lies beyond the critical limit 0.2'],
  ])('refuses %j', (params, message) => {
    const binding = change.bind(params);
    expect(binding).toMatchObject({ ok: false, conflicts: [{ message }] });
  });

  it('refuses a limit that is not above 0', () => {
    expect(change.bind({ critical: 0 }).ok).toBe(false);
    expect(change.bind({ critical: -0.2 }).ok).toBe(false);
  });
});
