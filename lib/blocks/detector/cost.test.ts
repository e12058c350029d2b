import { describe, expect, it } from 'vitest';
import { bound, rowsOfObjects, scoreRows } from '@/lib/blocks/_fixtures/rows';
import type { Score } from '@/lib/blocks/block';
import { compile } from '@/lib/compile/compile';
import { DAY_MS, HOUR_MS } from '@/lib/core/time';
import { EVENT_TIME, type Value } from '@/lib/tally/column';
import { fold } from '@/lib/tally/fold';
import { budgetForecast } from './budgetForecast';
import { costPerOutcome } from './costPerOutcome';
import { costPerRequest } from './costPerRequest';
import { energy } from './energy';
import { spend } from './spend';
import { totalTokens } from './totalTokens';

const sentenceOf = (score: Score) => (score.ok ? score.explanation?.sentence : score.why);
const at = Date.UTC(2026, 4, 10);
const priced = {
  inputTokens: 'in',
  outputTokens: 'out',
  model: 'model',
  currency: 'EUR',
  prices: ['big* 10 30 from 2025-01-01', 'big* 5 15 from 2026-05-10', 'small 1 2'],
};
const call = (model: Value, tokens: [Value, Value], more: Record<string, Value> = {}) => ({
  [EVENT_TIME]: at,
  model,
  in: tokens[0],
  out: tokens[1],
  ...more,
});

describe('spend', () => {
  const run = bound(spend, priced);

  it('prices each row by its model and its day', () => {
    const rows = rowsOfObjects([
      call('big-1', [1_000_000, 100_000], { [EVENT_TIME]: at - 1 }),
      call('big-1', [1_000_000, 100_000]),
      call('small', [500_000, 0]),
    ]);
    const score = scoreRows(run, rows);
    // 10 + 3, then 5 + 1.5, then 0.5.
    expect(score.ok && score.value).toBeCloseTo(20, 12);
    expect(score).toMatchObject({ rows: 3, countedMs: HOUR_MS });
    expect(sentenceOf(score)).toBe('20 EUR for 3 rows');
    expect(score.ok && score.explanation?.parts).toEqual([
      { label: 'big-1', reference: null, current: 0.975 },
      { label: 'small', reference: null, current: 0.025 },
    ]);
  });

  it('names models without a price, and rows without tokens', () => {
    const rows = rowsOfObjects([
      call('small', [1_000_000, 0]),
      call('odd', [5, 5]),
      call('big', [null, null]),
    ]);
    expect(sentenceOf(scoreRows(run, rows))).toBe(
      '1 EUR for 1 row; no price for odd (1 row); 1 row without a known cost left out',
    );
    expect(sentenceOf(scoreRows(run, rowsOfObjects([call('odd', [5, 5])])))).toBe(
      'no row has a price; no price for odd (1 row)',
    );
    expect(sentenceOf(scoreRows(run, rowsOfObjects([call('big', [null, null])])))).toBe(
      'no row has a known cost (1 row)',
    );
    expect(sentenceOf(scoreRows(run, []))).toBe('no rows in this window');
  });

  it('adds up a cost column, and compares with the reference over the same time', () => {
    const rows = rowsOfObjects([{ cost: 0.25 }, { cost: 0.5 }, { cost: null }]);
    const score = scoreRows(bound(spend, { cost: 'cost' }), rows, rowsOfObjects([{ cost: 0.5 }]));
    expect(sentenceOf(score)).toBe(
      '0.75 USD for 2 rows; the reference spent 0.50 USD in the same time; 1 row without a known cost left out',
    );
  });

  it('refuses nothing to count, and both to count', () => {
    for (const params of [{}, { cost: 'c', inputTokens: 'i' }, { cost: 'c', currency: 'euro' }]) {
      expect(spend.bind(params).ok).toBe(false);
    }
  });

  it('is shown in its currency', () => {
    const { plan } = compile(`version: 1
name: Money
schedule: { every: 1h, window: 1h }
nodes:
  calls: { type: stream, params: { stream: calls } }
  money: { type: spend, inputs: [calls], params: { cost: cost_usd, currency: CHF } }
  dear: { type: limit, inputs: [money], params: { critical: 5 } }
`);
    expect(plan?.detectors[0]?.unit).toBe('money CHF');
  });
});

describe('cost_per_request and cost_per_outcome', () => {
  const rows = rowsOfObjects([
    call('small', [1000, 0], { solved: true }),
    call('small', [3000, 0], { solved: false }),
    call('small', [8000, 0], { solved: true }),
    call('small', [null, null], { solved: false }),
  ]);

  it('divides by the rows with a known cost', () => {
    const score = scoreRows(bound(costPerRequest, priced), rows, rowsOfObjects([call('small', [2000, 0])]));
    expect(score.ok && score.value).toBeCloseTo(0.004, 12);
    expect(sentenceOf(score)).toBe(
      '0.004 EUR a request, 0.012 EUR for 3 rows, 0.002 EUR in the reference; 1 row without a known cost left out',
    );
  });

  it('divides by what came of it', () => {
    const outcome = { column: 'solved', op: 'eq', value: true };
    const run = bound(costPerOutcome, { ...priced, outcome });
    const score = scoreRows(run, rows);
    expect(score.ok && score.value).toBeCloseTo(0.006, 12);
    expect(sentenceOf(score)).toBe(
      '0.006 EUR an outcome, 0.012 EUR for 2 of 4 rows; 1 row without a known cost left out',
    );
    const none = rowsOfObjects([call('small', [1000, 0], { solved: false })]);
    expect(sentenceOf(scoreRows(run, none))).toBe('no outcome, for 0.001 EUR (1 row)');
  });
});

describe('budget_forecast', () => {
  const run = bound(budgetForecast, { budget: 100, cost: 'cost', currency: 'EUR' });
  const daily = (from: string, costs: readonly number[]) =>
    costs.map((cost, i) => ({ [EVENT_TIME]: Date.parse(from) + i * DAY_MS + HOUR_MS, cost }));
  const score = (rows: Record<string, Value>[], span: { from: number; to: number }) => {
    const spec = run.needs({});
    return run.score({
      spec,
      current: fold(spec, rowsOfObjects(rows)),
      reference: null,
      span,
      referenceSpan: null,
    });
  };

  it('adds the days to come to what is spent', () => {
    // April has 30 days; 10 days at 5, and the window reaches back into March.
    const to = Date.UTC(2026, 3, 11);
    const rows = [
      ...daily('2026-03-11', new Array(21).fill(9)),
      ...daily('2026-04-01', new Array(10).fill(5)),
    ];
    const found = score(rows, { from: to - 31 * DAY_MS, to });
    expect(found.ok && found.value).toBeCloseTo(1.5, 12);
    expect(sentenceOf(found)).toBe(
      '150 EUR by the end of the month (150 EUR to 150 EUR as days differ), 150 % of 100 EUR; 50 EUR spent in 10 days so far',
    );
  });

  it('says what a short window leaves out', () => {
    const to = Date.UTC(2026, 3, 21);
    const found = score(daily('2026-04-14', [1, 2, 3, 4, 5, 6, 7]), { from: to - 7 * DAY_MS, to });
    expect(sentenceOf(found)).toMatch(
      /^120 EUR by the end of the month \(\d+(\.\d+)? EUR to \d+(\.\d+)? EUR as days differ\), 120 % of 100 EUR; 28 EUR spent in 7 days so far; the window leaves out the first 13 days, taken as the latest$/,
    );
  });

  it('counts days without rows as free, and knows the end of the month', () => {
    const to = Date.UTC(2026, 4, 1);
    const found = score(daily('2026-04-01', [40]), { from: to - 30 * DAY_MS, to });
    expect(found).toMatchObject({ ok: true, value: 0.4 });
  });

  it('has no answer without rows or their time', () => {
    const span = { from: 0, to: DAY_MS };
    expect(sentenceOf(score([], span))).toBe('no rows in this window');
    expect(sentenceOf(score([{ cost: 3 }], span))).toBe('the rows have no event time');
  });
});

describe('total_tokens', () => {
  it('adds up columns', () => {
    const run = bound(totalTokens, { columns: ['in', 'out'] });
    const score = scoreRows(run, rowsOfObjects([call('x', [100, 20]), call('x', [50, null])]));
    expect(score).toMatchObject({ ok: true, value: 170, rows: 2, countedMs: HOUR_MS });
    expect(sentenceOf(score)).toBe('170 tokens in 2 rows (150 of in and 20 of out)');
    expect(sentenceOf(scoreRows(run, rowsOfObjects([call('x', [null, null])])))).toBe(
      'no row has tokens in in and out (1 row)',
    );
  });
});

describe('energy', () => {
  const rows = rowsOfObjects([{ x: 1500 }, { x: 500 }, { x: null }]);

  it('says what it assumes', () => {
    const score = scoreRows(bound(energy, { column: 'x' }), rows);
    expect(score.ok && score.value).toBeCloseTo(1.2, 12);
    expect(sentenceOf(score)).toBe(
      'about 1.2 Wh or 0.57 g CO2e for 2 rows, at 0.6 Wh for a thousand tokens and 473 g CO2e a kWh',
    );
  });

  it('shows carbon, and counts GPU seconds by a rate of yours', () => {
    const run = bound(energy, {
      column: 'x',
      from: 'gpu_seconds',
      wattHours: 0.5,
      show: 'carbon',
      gridIntensity: 100,
    });
    expect(run.unit).toBe('gCO2e');
    expect(scoreRows(run, rows)).toMatchObject({ value: 100 });
    expect(sentenceOf(scoreRows(run, rows))).toBe(
      'about 1 kWh or 100 g CO2e for 2 rows, at 0.5 Wh for a GPU second and 100 g CO2e a kWh',
    );
    expect(sentenceOf(scoreRows(run, []))).toBe('no rows in this window');
  });
});
