import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bound, rowsOfObjects, scoreRows } from '@/lib/blocks/_fixtures/rows';
import type { Block, Score } from '@/lib/blocks/block';
import { averagePrecision } from '@/lib/stats/averagePrecision';
import { brier as brierOf } from '@/lib/stats/brier';
import { calibrationError as calibrationErrorOf } from '@/lib/stats/calibrationError';
import { fBetaOf, precisionOf } from '@/lib/stats/confusion';
import { averageOf, balancedAccuracyOf, cohenKappaOf, matthewsOf } from '@/lib/stats/confusionTable';
import { ksOfScores as ksOf } from '@/lib/stats/ksOfScores';
import { logLoss as logLossOf } from '@/lib/stats/logLoss';
import { isComputable } from '@/lib/stats/notComputable';
import { scorePoints } from '@/lib/stats/scorePoints';
import type { Value } from '@/lib/tally/column';
import { balancedAccuracy } from './balancedAccuracy';
import { brier } from './brier';
import { businessValue } from './businessValue';
import { calibrationError } from './calibrationError';
import { cohenKappa } from './cohenKappa';
import { confusionMatrix } from './confusionMatrix';
import { fBeta } from './fBeta';
import { gini } from './gini';
import { ksOfScores } from './ksOfScores';
import { logLoss } from './logLoss';
import { mcc } from './mcc';
import { prAuc } from './prAuc';
import { precision } from './precision';
import { specificity } from './specificity';

const sentenceOf = (score: Score) => (score.ok ? score.explanation?.sentence : score.why);
type Pair = readonly [prediction: Value, label: Value];
const scoreOf = (block: Block<'detector'>, pairs: readonly Pair[], params = {}) =>
  scoreBeside(block, pairs, { params });
type Beside = { params?: object; before?: readonly Pair[] };
const scoreBeside = (block: Block<'detector'>, pairs: readonly Pair[], { params = {}, before }: Beside) => {
  const rows = (all: readonly Pair[]) =>
    rowsOfObjects(all.map(([prediction, label]) => ({ prediction, score: prediction, label })));
  return scoreRows(bound(block, params), rows(pairs), before && rows(before));
};
const times = (count: number, pair: Pair): Pair[] => Array.from({ length: count }, () => pair);

/** Of 10 cats 8, of 5 dogs 3, of 5 newts none are told. */
const animals: Pair[] = [
  ...times(8, ['cat', 'cat']),
  ...times(2, ['dog', 'cat']),
  ...times(3, ['dog', 'dog']),
  ...times(2, ['cat', 'dog']),
  ...times(5, ['cat', 'newt']),
];
const table = [
  [8, 2, 0],
  [2, 3, 0],
  [5, 0, 0],
];

describe('metrics of all classes', () => {
  it.each([
    [balancedAccuracy, balancedAccuracyOf(table), 'balanced accuracy over 3 classes is 46.7 %'],
    [mcc, matthewsOf(table), 'Matthews correlation over 3 classes is 0.2324'],
    [cohenKappa, cohenKappaOf(table), "Cohen's kappa over 3 classes is 0.2"],
  ])('%#', (block, value, sentence) => {
    const score = scoreOf(block, [...animals, ['cat', null]]);
    expect(score).toMatchObject({ ok: true, value, rows: 20, labels: { labelled: 20, predicted: 21 } });
    expect(sentenceOf(score)).toBe(`${sentence}; 20 of 21 rows (95.2 %) have a label`);
    expect(score.ok && score.explanation?.parts).toEqual([
      { label: 'cat predicted right', reference: null, current: 0.8 },
      { label: 'dog predicted right', reference: null, current: 0.6 },
      { label: 'newt predicted right', reference: null, current: 0 },
    ]);
  });

  it('say what they were in the reference', () => {
    const before = times(4, ['cat', 'cat']).concat(times(4, ['dog', 'dog']));
    expect(sentenceOf(scoreBeside(balancedAccuracy, animals, { before }))).toBe(
      'balanced accuracy over 3 classes is 46.7 %, 100 % in the reference; all 20 rows have a label',
    );
  });

  it('have no answer where all rows are of one class', () => {
    expect(sentenceOf(scoreOf(mcc, times(3, ['a', 'a'])))).toBe(
      'every row is of one class, so Matthews correlation has no answer',
    );
  });

  it('refuse numbers that somebody took for classes', () => {
    const pairs = Array.from({ length: 600 }, (_, i): Pair => [i / 7, i / 7 + 1]);
    expect(sentenceOf(scoreOf(balancedAccuracy, pairs))).toMatch(
      /^there are \d+ classes, and no more than 500 can be told apart$/,
    );
  });
});

describe('metrics of one class', () => {
  it('may be averaged over all', () => {
    for (const average of ['macro', 'micro', 'weighted'] as const) {
      const score = scoreOf(precision, animals, { average });
      expect(score).toMatchObject({ value: averageOf(table, { metric: precisionOf, average }) });
    }
    expect(sentenceOf(scoreOf(precision, animals, { average: 'macro' }))).toBe(
      'macro precision over 3 classes is 56.7 %, lowest precision of cat with 53.3 %; all 20 rows have a label',
    );
  });

  it('weigh misses by beta', () => {
    const counts = { truePositives: 3, falsePositives: 2, falseNegatives: 2, trueNegatives: 13 };
    const score = scoreOf(fBeta, animals, { positive: 'dog', beta: 0.5 });
    expect(score).toMatchObject({ value: fBetaOf(counts, 0.5) });
  });

  it('leave negatives alone', () => {
    expect(sentenceOf(scoreOf(specificity, animals, { positive: 'dog' }))).toBe(
      '13 of 15 labelled rows that were not dog were predicted so; all 20 rows have a label',
    );
    expect(sentenceOf(scoreOf(specificity, times(2, [0, 1])))).toBe(
      'every labelled row was 1, so specificity has no answer',
    );
  });
});

describe('confusion_matrix', () => {
  it('is the share of all mistakes, and shows the cells', () => {
    const score = scoreOf(confusionMatrix, animals);
    expect(score).toMatchObject({ value: 9 / 20 });
    expect(sentenceOf(score)).toBe('predictions that were wrong: 45 % (9 of 20); all 20 rows have a label');
    expect(score.ok && score.explanation?.parts.map(({ label, current }) => [label, current])).toEqual([
      ['cat, predicted so', 0.4],
      ['newt, predicted cat', 0.25],
      ['dog, predicted so', 0.15],
      ['cat, predicted dog', 0.1],
      ['dog, predicted cat', 0.1],
    ]);
  });

  it('is one cell, or all mistakes about one class', () => {
    expect(sentenceOf(scoreOf(confusionMatrix, animals, { actual: 'newt', predicted: 'cat' }))).toBe(
      'rows that were newt and taken for cat: 25 % (5 of 20); all 20 rows have a label',
    );
    expect(scoreOf(confusionMatrix, animals, { predicted: 'cat' })).toMatchObject({ value: 7 / 20 });
    expect(scoreOf(confusionMatrix, animals, { actual: 'cat' })).toMatchObject({ value: 2 / 20 });
    expect(scoreOf(confusionMatrix, animals, { actual: 'cat', predicted: 'cat' })).toMatchObject({
      value: 0.4,
    });
  });

  it('does not mind how a class is written', () => {
    const score = scoreOf(
      confusionMatrix,
      [
        [1, true],
        [true, 0],
      ],
      { actual: false, predicted: 1 },
    );
    expect(score).toMatchObject({ value: 0.5 });
  });
});

describe('business_value', () => {
  const values = { positive: 'dog', truePositive: 100, falsePositive: -20, falseNegative: -50 };
  it('is worth what its cells are', () => {
    expect(scoreOf(businessValue, animals, values)).toMatchObject({ value: (300 - 40 - 100) / 20 });
    expect(scoreOf(businessValue, animals, { ...values, per: 'window' })).toMatchObject({ value: 160 });
    expect(sentenceOf(scoreOf(businessValue, animals, { ...values, currency: 'EUR' }))).toBe(
      'worth 8 EUR a row: 3 caught, 2 false alarms, 2 missed; all 20 rows have a label',
    );
  });
  it('is money where a currency is named', () => {
    expect(bound(businessValue, { ...values, currency: 'EUR' }).unit).toBe('money EUR');
    expect(bound(businessValue, values).unit).toBe('score');
  });
});

describe('metrics of a score', () => {
  /** Scores that bins tell apart: multiples of 1/200. */
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.boolean()), {
    minLength: 2,
    maxLength: 80,
  });
  const exact: [
    Block<'detector'>,
    (points: Exclude<ReturnType<typeof scorePoints>, { notComputable: string }>) => unknown,
  ][] = [
    [prAuc, averagePrecision],
    [brier, brierOf],
    [logLoss, logLossOf],
    [
      ksOfScores,
      (points) => {
        const found = ksOf(points);
        return isComputable(found) ? found.ks : found;
      },
    ],
    [
      calibrationError,
      (points) => {
        const found = calibrationErrorOf(points, { bins: 10, equal: 'width' });
        return isComputable(found) ? found.ece : found;
      },
    ],
  ];
  it.each(exact)('%# from a tally is that of the rows', (block, ofRows) => {
    fc.assert(
      fc.property(rows, (drawn) => {
        const points = scorePoints(
          drawn.map(([, label]) => label),
          drawn.map(([score]) => score / 200),
        );
        const want = isComputable(points) ? ofRows(points) : null;
        const got = scoreOf(
          block,
          drawn.map(([score, label]): Pair => [score / 200, label ? 1 : 0]),
        );
        if (typeof want !== 'number') expect(got.ok).toBe(false);
        else expect(got.ok && got.value).toBeCloseTo(want, 9);
      }),
      { numRuns: 60 },
    );
  });

  const some: Pair[] = [
    [0.9, 1],
    [0.6, 0],
    [0.4, 1],
    [0.1, 0],
    [0.2, null],
  ];
  it.each([
    [gini, 'Gini is 0.5 (2 rows that were 1 against 2); 4 of 5 rows (80 %) have a label'],
    [
      prAuc,
      'PR AUC is 0.8333; 50 % of labelled rows were 1, which is what guessing gets; 4 of 5 rows (80 %) have a label',
    ],
    [
      ksOfScores,
      'a cut-off at 0.9 catches 50 % more of the rows that were 1 than of the others; 4 of 5 rows (80 %) have a label',
    ],
    [
      brier,
      'the Brier score is 0.185; rows that were 1 had a score of 0.65 on average and rows that were not had a score of 0.35 on average; 4 of 5 rows (80 %) have a label',
    ],
    [
      calibrationError,
      'scores are off by 35 %, most at scores 0.4 to 0.5, where 40 % was said and 100 % came true; 4 of 5 rows (80 %) have a label',
    ],
  ])('%# says what it found', (block, sentence) => {
    expect(sentenceOf(scoreOf(block, some))).toBe(sentence);
  });

  it('have no answer for scores that are no probabilities', () => {
    for (const block of [prAuc, brier, logLoss, calibrationError, gini, ksOfScores]) {
      expect(sentenceOf(scoreOf(block, [...some, [1.5, 1]]))).toMatch(
        /^1 row with a score outside 0 to 1, so .* has no answer$/,
      );
    }
  });
});
