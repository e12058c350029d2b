import { describe, expect, it } from 'vitest';
import { type Judgement, type Score, scored, type ThresholdRun, unscored } from '@/lib/blocks/block';
import { limit } from './limit';
import { unusual } from './unusual';

function bound(block: typeof unusual, params: Record<string, unknown>): ThresholdRun {
  const binding = block.bind(params);
  if (!binding.ok) throw new RangeError(JSON.stringify(binding));
  return binding.run;
}

const scoreWith = (pValue: number): Score => ({
  ok: true,
  value: 0.31,
  rows: 200,
  usual: { upTo: 0.112, pValue },
});

function judge(run: ThresholdRun, score: Score): Judgement {
  return run.judge({ score, previous: null, reference: null, unit: 'distance' });
}

describe('unusual', () => {
  it.each([
    [{}, 0.2, 'ok'],
    [{}, 0.05, 'warning'],
    [{}, 0.01, 'critical'],
    [{ critical: 0.05 }, 0.04, 'critical'],
    [{ critical: 0.01 }, 0.04, 'ok'],
    [{ warning: 0.1 }, 0.001, 'warning'],
  ])('%j at p = %d is %s', (params, pValue, severity) => {
    expect(judge(bound(unusual, params), scoreWith(pValue)).severity).toBe(severity);
  });

  it('says what would have been usual', () => {
    expect(judge(bound(unusual, {}), scoreWith(0.0042)).reason).toBe(
      '0.31, usual for a window of this size up to 0.112 (p = 0.004)',
    );
    expect(judge(bound(unusual, {}), scoreWith(1e-7)).reason).toMatch(/\(p < 0\.001\)$/);
  });

  it('says its condition, and asks for what is usual', () => {
    expect(bound(unusual, {})).toMatchObject({
      compares: 'usual',
      lines: [],
      sentence:
        'larger than in 95 % of unchanged windows is a warning, larger than in 99 % of unchanged windows is critical',
    });
  });

  it('has no data without a score, from too few rows, and where nothing is usual', () => {
    const run = bound(unusual, {});
    expect(judge(run, unscored('no rows in this window')).reason).toBe('no rows in this window');
    expect(judge(run, { ...scoreWith(0.5), rows: 3 } as Score).reason).toBe('only 3 rows, needs 30');
    expect(judge(run, scored(0.3, 100))).toEqual({
      severity: 'no_data',
      reason: 'what is usual for this value is not known',
    });
  });

  it('refuses a critical level that flags more than the warning', () => {
    expect(unusual.bind({ warning: 0.01, critical: 0.05 })).toMatchObject({
      ok: false,
      conflicts: [{ message: '`critical` 0.05 flags more windows than `warning` 0.01' }],
    });
    for (const warning of [0, 0.6]) expect(unusual.bind({ warning }).ok).toBe(false);
  });
});

describe('limit on a p-value', () => {
  const params = { on: 'p_value', direction: 'below', critical: 0.01, warning: 0.05 };

  it('judges the p-value instead of the value', () => {
    const run = bound(limit, params);
    expect(judge(run, scoreWith(0.02))).toEqual({
      severity: 'warning',
      reason: 'p-value 0.02, below the warning limit 0.05',
    });
    expect(judge(run, scoreWith(0.2)).severity).toBe('ok');
    expect(judge(run, scored(0.3, 100)).severity).toBe('no_data');
    expect(run).toMatchObject({
      compares: 'usual',
      lines: [],
      sentence: 'a p-value below 0.05 is a warning, a p-value below 0.01 is critical',
    });
  });

  it('is for small ones only', () => {
    expect(limit.bind({ on: 'p_value', critical: 0.5 })).toMatchObject({
      ok: false,
      conflicts: [{ message: 'a large p-value is never bad' }],
    });
  });
});
