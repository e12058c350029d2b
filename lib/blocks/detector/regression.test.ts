import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bound, rowsOfObjects, scoreRows } from '@/lib/blocks/_fixtures/rows';
import type { Block, Score } from '@/lib/blocks/block';
import { isComputable, type NotComputable } from '@/lib/stats/notComputable';
import { meanLoss, meanPinballLoss, type Predictions, regressionErrors } from '@/lib/stats/regression';
import type { Value } from '@/lib/tally/column';
import { bias } from './bias';
import { mae } from './mae';
import { mape } from './mape';
import { quantileLoss } from './quantileLoss';
import { r2 } from './r2';
import { rmse } from './rmse';
import { rmsle } from './rmsle';

const sentenceOf = (score: Score) => (score.ok ? score.explanation?.sentence : score.why);
type Pair = readonly [prediction: Value, label: Value];
const rowsOf = (pairs: readonly Pair[]) =>
  rowsOfObjects(pairs.map(([prediction, label]) => ({ prediction, label })));
const scoreOf = (block: Block<'detector'>, pairs: readonly Pair[], before?: readonly Pair[]) =>
  scoreRows(bound(block, {}), rowsOf(pairs), before && rowsOf(before));

const some: Pair[] = [
  [12, 10],
  [18, 20],
  [34, 30],
  [40, 40],
  [50, null],
];

describe('errors of a regression', () => {
  it.each([
    [mae, 2, 'predictions are off by 2 on average'],
    [rmse, Math.sqrt(6), 'predictions are off by 2.449 as the root of the mean square'],
    [bias, 1, 'prediction less truth is 1 on average'],
    [mape, (0.2 + 0.1 + 4 / 30) / 4, 'predictions are off by 10.8 % of the true value on average'],
    [r2, 1 - 24 / 500, 'predictions explain 0.952 of the variation of the true values'],
    [quantileLoss, 1, 'the quantile loss at 0.5 is 1'],
  ])('%#', (block, value, sentence) => {
    const score = scoreOf(block, some);
    expect(score.ok && score.value).toBeCloseTo(value, 12);
    expect(score).toMatchObject({ rows: 4, labels: { labelled: 4, predicted: 5 } });
    expect(sentenceOf(score)).toBe(`${sentence}; 4 of 5 rows (80 %) have a label`);
  });

  it('say what they were in the reference, and where the error comes from', () => {
    const before: Pair[] = [
      [11, 10],
      [21, 20],
      [31, 30],
      [41, 40],
    ];
    const score = scoreOf(mae, some, before);
    expect(sentenceOf(score)).toBe(
      'predictions are off by 2 on average, 1 in the reference; 4 of 5 rows (80 %) have a label',
    );
    expect(score.ok && score.explanation?.parts).toEqual([
      { label: 'of the error where label is below 17.5', reference: 0.25, current: 0.25 },
      { label: 'of the error where label is 17.5 to 25', reference: 0.25, current: 0.25 },
      { label: 'of the error where label is 25 to 32.5', reference: 0.25, current: 0.5 },
      { label: 'of the error where label is 32.5 and above', reference: 0.25, current: 0 },
    ]);
  });

  it('have no answer before the first label, and say why', () => {
    for (const block of [mae, rmse, bias, mape, rmsle, r2, quantileLoss])
      expect(sentenceOf(scoreOf(block, [[1, null]]))).toBe('none of 1 row has a label yet');
  });

  it('say what cannot be answered', () => {
    expect(
      sentenceOf(
        scoreOf(r2, [
          [1, 5],
          [2, 5],
        ]),
      ),
    ).toBe('all true values are equal, so R² has no answer');
    expect(
      sentenceOf(
        scoreOf(rmsle, [
          [1, 5],
          [-2, 5],
        ]),
      ),
    ).toBe('a value is negative (-2), so RMSLE has no answer');
    expect(sentenceOf(scoreOf(mape, [[1, 0]]))).toBe('no usable row, so MAPE has no answer');
    expect(
      sentenceOf(
        scoreOf(mape, [
          [1, 0],
          [3, 2],
        ]),
      ),
    ).toBe(
      'predictions are off by 50 % of the true value on average (1 row with a true value of 0 left out); all 2 rows have a label',
    );
  });

  const number = fc.integer({ min: 1, max: 4000 }).map((n) => n / 8);
  const pairs = fc.array(fc.tuple(number, number), { minLength: 2, maxLength: 60 });
  type OfRows = (rows: Predictions) => number | NotComputable;
  const errors =
    (
      pick: (found: Exclude<ReturnType<typeof regressionErrors>, NotComputable>) => number | NotComputable,
    ): OfRows =>
    (rows) => {
      const found = regressionErrors(rows);
      return isComputable(found) ? pick(found) : found;
    };
  const table: [Block<'detector'>, OfRows][] = [
    [mae, errors((found) => found.mae)],
    [rmse, errors((found) => found.rmse)],
    [bias, errors((found) => found.bias)],
    [r2, errors((found) => found.r2)],
    [mape, (rows) => meanLoss(rows, { loss: 'percentage' })],
    [
      rmsle,
      (rows) => {
        const found = meanLoss(rows, { loss: 'squaredLog' });
        return isComputable(found) ? Math.sqrt(found) : found;
      },
    ],
    [quantileLoss, (rows) => meanPinballLoss(rows, 0.5)],
  ];
  it.each(table)('%# from a tally is that of the rows', (block, ofRows) => {
    fc.assert(
      fc.property(pairs, (drawn) => {
        const want = ofRows({ predicted: drawn.map(([p]) => p), truth: drawn.map(([, y]) => y) });
        const got = scoreOf(block, drawn);
        if (!isComputable(want)) expect(got.ok).toBe(false);
        // R² divides by the spread of the true values; where they are nearly equal, sums keep fewer of its digits.
        else expect(got.ok && Math.abs(got.value - want)).toBeLessThan(1e-7 * (1 + Math.abs(want)));
      }),
      { numRuns: 60 },
    );
  });

  it('keep their digits where true values are large and alike', () => {
    const far = 1e9;
    const drawn = Array.from({ length: 50 }, (_, i): Pair => [far + i + (i % 3), far + i]);
    const near = drawn.map(([p, y]): Pair => [Number(p) - far, Number(y) - far]);
    const [a, b] = [scoreOf(r2, drawn, drawn), scoreOf(r2, near, near)];
    expect(a.ok && b.ok && Math.abs(a.value - b.value)).toBeLessThan(1e-12);
  });
});
