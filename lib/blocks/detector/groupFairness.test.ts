import { describe, expect, it } from 'vitest';
import { bound, rowsOfObjects, scoreRows } from '@/lib/blocks/_fixtures/rows';
import type { Score } from '@/lib/blocks/block';
import { limit } from '@/lib/blocks/threshold/limit';
import type { Value } from '@/lib/tally/column';
import { demographicParityDifference } from './demographicParityDifference';
import { disparateImpact } from './disparateImpact';
import { equalisedOdds } from './equalisedOdds';
import { equalOpportunity } from './equalOpportunity';
import { groupCalibration } from './groupCalibration';
import { groupGap } from './groupGap';
import { predictiveParity } from './predictiveParity';

const sentenceOf = (score: Score) => (score.ok ? score.explanation?.sentence : score.why);
const times = (count: number, object: Record<string, Value>) => new Array(count).fill(object);

type Outcomes = { tp: number; fp: number; fn: number; tn: number };

/** Rows of a group by what was predicted and what was true. */
function outcomes(group: Value, { tp, fp, fn, tn }: Outcomes, more: Record<string, Value> = {}) {
  return rowsOfObjects([
    ...times(tp, { ...more, group, prediction: 1, label: 1 }),
    ...times(fp, { ...more, group, prediction: 1, label: 0 }),
    ...times(fn, { ...more, group, prediction: 0, label: 1 }),
    ...times(tn, { ...more, group, prediction: 0, label: 0 }),
  ]);
}

const rows = [
  ...outcomes('a', { tp: 80, fp: 20, fn: 20, tn: 80 }),
  ...outcomes('b', { tp: 50, fp: 10, fn: 50, tn: 90 }),
  ...outcomes('tiny', { tp: 0, fp: 0, fn: 3, tn: 2 }),
];

describe('rates by group', () => {
  it.each([
    [
      equalOpportunity,
      0.3,
      200,
      'of those that were 1, predicted so: 50 % of b (100 rows), 80 % of a (100 rows); 95 % interval of the difference 16.9 % to 41.7 %; left out as too small: tiny (3 rows)',
    ],
    [
      equalisedOdds,
      0.3,
      200,
      'of those that were 1, predicted so: 50 % of b (100 rows), 80 % of a (100 rows); 95 % interval of the difference 15 % to 43.2 %; left out as too small: tiny (3 rows)',
    ],
    [
      predictiveParity,
      5 / 6 - 0.8,
      160,
      'of those predicted 1, were so: 80 % of a (100 rows), 83.3 % of b (60 rows); 95 % interval of the difference 0 % to 14.9 %; left out as too small: tiny (0 rows)',
    ],
  ])('%#', (...[block, value, of, sentence]) => {
    const score = scoreRows(bound(block, {}), rows);
    expect(score).toMatchObject({ ok: true, rows: of });
    expect(score.ok && score.value).toBeCloseTo(value, 12);
    expect(sentenceOf(score)).toBe(sentence);
  });

  it('equalised odds take the worse of both directions', () => {
    const more = [
      ...outcomes('a', { tp: 50, fp: 50, fn: 50, tn: 50 }),
      ...outcomes('b', { tp: 50, fp: 10, fn: 50, tn: 90 }),
    ];
    const score = scoreRows(bound(equalisedOdds, {}), more);
    expect(score).toMatchObject({ value: 0.4 });
    expect(sentenceOf(score)).toMatch(
      /^wrongly predicted 1: 10 % of b \(100 rows\), 50 % of a \(100 rows\);/,
    );
  });

  it('leave out rows without a label, and have no answer before labels come', () => {
    const late = outcomes('a', { tp: 40, fp: 0, fn: 0, tn: 40 }).map(
      (row) => new Map([...row, ['label', null]]),
    );
    expect(sentenceOf(scoreRows(bound(equalOpportunity, {}), late))).toBe(
      'no group has rows that were 1 yet',
    );
    expect(scoreRows(bound(equalOpportunity, {}), [...rows, ...late])).toMatchObject({ rows: 200 });
  });
});

describe('disparate_impact', () => {
  const people = [
    ...outcomes('Male', { tp: 60, fp: 0, fn: 0, tn: 40 }),
    ...outcomes('Female', { tp: 30, fp: 0, fn: 0, tn: 50 }),
    ...outcomes('Other', { tp: 36, fp: 0, fn: 0, tn: 4 }),
  ];

  it('compares with the group that has most rows, or with the one that is named', () => {
    const largest = scoreRows(bound(disparateImpact, {}), people);
    expect(largest).toMatchObject({ value: 0.375 / 0.6 });
    expect(sentenceOf(largest)).toBe(
      'predicted 1: 37.5 % of Female (80 rows), 60 % of Male (100 rows), of 3 groups; 95 % interval of the ratio 0.43 to 0.89',
    );
    const named = scoreRows(bound(disparateImpact, { privileged: 'Other' }), people);
    expect(named.ok && named.value).toBeCloseTo(0.375 / 0.9, 12);
  });

  it('has no answer where the named group is absent, too small or never selected', () => {
    const against = (privileged: string) =>
      sentenceOf(scoreRows(bound(disparateImpact, { privileged }), people));
    expect(against('Nobody')).toBe('the group Nobody has fewer than 30 rows');
    const never = [
      ...outcomes('x', { tp: 0, fp: 0, fn: 0, tn: 90 }),
      ...outcomes('y', { tp: 9, fp: 0, fn: 0, tn: 40 }),
    ];
    expect(sentenceOf(scoreRows(bound(disparateImpact, {}), never))).toBe('no ratio: predicted 1: 0 % of x');
  });
});

describe('a limit on a gap', () => {
  const judged = (params: Record<string, unknown>, current: typeof rows) => {
    const binding = limit.bind({ critical: 0.1, ...params });
    if (!binding.ok) throw new RangeError('does not bind');
    const score = scoreRows(bound(demographicParityDifference, {}), current);
    return binding.run.judge({ score, previous: null, reference: null, unit: 'share' });
  };
  const sized = (n: number) => [
    ...outcomes('a', { tp: 0.5 * n, fp: 0, fn: 0, tn: 0.5 * n }),
    ...outcomes('b', { tp: 0.36 * n, fp: 0, fn: 0, tn: 0.64 * n }),
  ];

  it('waits until the interval is beyond it', () => {
    expect(judged({}, sized(50))).toEqual({
      severity: 'ok',
      reason:
        '14 %, above the critical limit 10 %, but the 95 % interval 0 % to 31.86 % still allows it: not judged bad',
    });
    expect(judged({}, sized(5000))).toMatchObject({ severity: 'critical' });
    expect(judged({ certain: false }, sized(50))).toMatchObject({ severity: 'critical' });
  });
});

describe('intersections', () => {
  it('show a gap that neither column shows', () => {
    const crossed = [
      ...outcomes('f', { tp: 40, fp: 0, fn: 0, tn: 40 }, { region: 'x' }),
      ...outcomes('f', { tp: 8, fp: 0, fn: 0, tn: 72 }, { region: 'y' }),
      ...outcomes('m', { tp: 8, fp: 0, fn: 0, tn: 72 }, { region: 'x' }),
      ...outcomes('m', { tp: 40, fp: 0, fn: 0, tn: 40 }, { region: null }),
    ];
    expect(scoreRows(bound(demographicParityDifference, {}), crossed)).toMatchObject({ value: 0 });
    const score = scoreRows(bound(demographicParityDifference, { combinedWith: ['region'] }), crossed);
    expect(score).toMatchObject({ value: 0.4 });
    expect(sentenceOf(score)).toMatch(
      /^predicted 1: 10 % of f\|y \(80 rows\), 50 % of f\|x \(80 rows\), of 4 groups;/,
    );
    expect(score.ok && score.explanation?.parts.map(({ label }) => label)).toEqual([
      'f|x',
      'f|y',
      'm|missing',
      'm|x',
    ]);
  });
});

describe('group_gap', () => {
  const gap = (params: Record<string, unknown>, current = rows) =>
    scoreRows(bound(groupGap, params), current);

  it.each([
    ['accuracy', 0.1],
    ['balanced_accuracy', 0.1],
    ['precision', 5 / 6 - 0.8],
    ['recall', 0.3],
    ['specificity', 0.1],
    ['f1', 160 / 200 - 100 / 160],
    ['false_positive_rate', 0.1],
    ['false_negative_rate', 0.3],
    ['selection_rate', 0.2],
  ])('%s differs by %d', (metric, value) => {
    const score = gap({ metric });
    expect(score.ok && score.value).toBeCloseTo(value, 12);
    if (!score.ok || !score.interval) throw new Error('no interval');
    expect(score.interval.low).toBeLessThanOrEqual(score.value);
    expect(score.interval.high).toBeGreaterThan(score.value);
  });

  it('takes the ratio', () => {
    expect(gap({ metric: 'recall', compare: 'ratio' })).toMatchObject({ value: 0.625 });
    expect(sentenceOf(gap({ metric: 'recall', compare: 'ratio' }))).toContain(
      '95 % interval of the ratio 0.5 to 0.77',
    );
    expect(groupGap.bind({ metric: 'mean_error', compare: 'ratio' })).toMatchObject({ ok: false });
  });

  const numbers = (group: string, errors: readonly number[]) =>
    rowsOfObjects(errors.map((error, i) => ({ group, label: 10 * i, prediction: 10 * i + error })));
  const errors = [
    ...numbers(
      'a',
      Array.from({ length: 40 }, (_, i) => (i % 2 ? 3 : -1)),
    ),
    ...numbers(
      'b',
      Array.from({ length: 40 }, (_, i) => (i % 2 ? 1 : -1)),
    ),
  ];

  it.each([
    [
      'mean_error',
      1,
      'mean error: 0 for b (40 rows), 1 for a (40 rows); 95 % interval of the difference 0.2982 to 1.702',
    ],
    [
      'mean_absolute_error',
      1,
      'mean absolute error: 1 for b (40 rows), 2 for a (40 rows); 95 % interval of the difference 0.6862 to 1.314',
    ],
    [
      'root_mean_squared_error',
      Math.sqrt(5) - 1,
      'root mean squared error: 1 for b (40 rows), 2.236 for a (40 rows); 95 % interval of the difference 0.9351 to 1.501',
    ],
  ])('%s of numbers', (metric, value, sentence) => {
    const score = gap({ metric }, errors);
    expect(score.ok && score.value).toBeCloseTo(value, 9);
    expect(sentenceOf(score)).toBe(sentence);
  });

  it('compares how well groups are ranked', () => {
    const ranked = (group: string, shift: number) =>
      rowsOfObjects(
        Array.from({ length: 80 }, (_, i) => ({
          group,
          label: i % 2,
          prediction: (i % 40) / 100 + shift * (i % 2),
        })),
      );
    const score = gap({ metric: 'roc_auc' }, [...ranked('a', 0.5), ...ranked('b', 0)]);
    expect(score.ok && score.value).toBeGreaterThan(0.4);
    expect(sentenceOf(score)).toMatch(/^ROC AUC: 0\.5\d+ for b \(40 rows\), 1 for a \(40 rows\);/);
  });

  it('says which rows are missing', () => {
    expect(
      sentenceOf(
        gap({ metric: 'mean_absolute_error' }, rowsOfObjects([{ group: 'a', prediction: 'x', label: 1 }])),
      ),
    ).toBe('no group has labelled rows with numbers yet');
  });
});

describe('group_calibration', () => {
  const judged = (
    group: string,
    { rows: n, score, positives }: { rows: number; score: number; positives: number },
  ) => rowsOfObjects(Array.from({ length: n }, (_, i) => ({ group, score, label: i < positives ? 1 : 0 })));
  const run = bound(groupCalibration, {});

  it('finds the group whose probabilities are off', () => {
    const current = [
      ...judged('a', { rows: 200, score: 0.25, positives: 50 }),
      ...judged('b', { rows: 200, score: 0.25, positives: 100 }),
      ...judged('c', { rows: 10, score: 0.9, positives: 0 }),
    ];
    const score = scoreRows(run, current, judged('b', { rows: 40, score: 0.25, positives: 12 }));
    expect(score.ok && score.value).toBeCloseTo(0.25, 12);
    expect(sentenceOf(score)).toBe(
      '25 % expected of b, 50 % were 1 (200 rows), the worst of 2 groups; 95 % interval of the distance 17.1 % to 32.9 %; left out as too small: c (10 rows)',
    );
    expect(score.ok && score.explanation?.parts[1]?.reference).toBeCloseTo(0.05, 12);
  });

  it('is 0 with an interval from 0 where the probabilities are right', () => {
    const score = scoreRows(run, judged('a', { rows: 100, score: 0.5, positives: 50 }));
    expect(score).toMatchObject({ ok: true, value: 0, interval: { low: 0 } });
  });

  it('has no answer for scores that are no probabilities, nor before labels come', () => {
    const off = judged('a', { rows: 100, score: 7, positives: 50 });
    expect(sentenceOf(scoreRows(run, off))).toBe(
      '100 rows with a score outside 0 to 1, which is no probability',
    );
    const late = rowsOfObjects(times(50, { group: 'a', score: 0.5, label: null }));
    expect(sentenceOf(scoreRows(run, late))).toBe('no group has 30 rows with a score and a label');
  });
});
