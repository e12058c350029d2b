import { describe, expect, it } from 'vitest';
import { bound, rowsOfObjects, scoreRows } from '@/lib/blocks/_fixtures/rows';
import type { Block, Score } from '@/lib/blocks/block';
import {
  columnOf,
  expectGolden,
  type Golden,
  goldenAbsent,
  goldenCases,
  goldenTable,
} from '@/lib/stats/_golden/golden';
import type { Value } from '@/lib/tally/column';
import { accuracy } from './accuracy';
import { f1 } from './f1';
import { precision } from './precision';
import { recall } from './recall';
import { rocAuc } from './rocAuc';

const classic = { accuracy, precision, recall, f1 };
const sentenceOf = (score: Score) => (score.ok ? score.explanation?.sentence : score.why);

type Pair = readonly [prediction: Value, label: Value];
const rowsOf = (pairs: readonly Pair[]) =>
  rowsOfObjects(pairs.map(([prediction, label]) => ({ prediction, label })));
const scoreOf = (block: Block<'detector'>, pairs: readonly Pair[], params = {}) =>
  scoreRows(bound(block, params), rowsOf(pairs));

const some: Pair[] = [
  [1, 1],
  [1, 1],
  [1, 1],
  [1, 0],
  [0, 1],
  [0, 1],
  [0, 0],
  [0, 0],
  [0, 0],
  [0, 0],
];

describe('accuracy, precision, recall, f1', () => {
  it('are what they are by hand', () => {
    expect(scoreOf(accuracy, some)).toMatchObject({ value: 0.7, rows: 10 });
    expect(scoreOf(precision, some)).toMatchObject({ value: 0.75, rows: 10 });
    expect(scoreOf(recall, some)).toMatchObject({ value: 0.6, rows: 10 });
    expect(scoreOf(f1, some)).toMatchObject({ value: 6 / 9, rows: 10 });
  });

  it('leave rows without a label out and say how many have one', () => {
    const pairs: Pair[] = [...some, [1, null], [0, null]];
    for (const block of Object.values(classic)) {
      const score = scoreOf(block, pairs);
      expect(score).toMatchObject({ ok: true, rows: 10 });
      expect(sentenceOf(score)).toMatch(/; 10 of 12 rows \(83\.3 %\) have a label$/);
    }
    expect(sentenceOf(scoreOf(precision, some))).toBe(
      '3 of 4 labelled rows predicted 1 were right; all 10 rows have a label',
    );
  });

  it('have no answer before the first label, and without predictions', () => {
    for (const block of Object.values(classic)) {
      expect(
        sentenceOf(
          scoreOf(block, [
            [1, null],
            [0, null],
          ]),
        ),
      ).toBe('none of 2 rows has a label yet');
      expect(sentenceOf(scoreOf(block, [[null, 1]]))).toBe('none of 1 row has a prediction');
      expect(sentenceOf(scoreOf(block, []))).toBe('no rows in this window');
    }
  });

  it('have no answer where there is nothing to be a share of', () => {
    expect(sentenceOf(scoreOf(precision, [[0, 1]]))).toBe(
      'no labelled row was predicted 1, so precision has no answer',
    );
    expect(sentenceOf(scoreOf(recall, [[1, 0]]))).toBe('no labelled row was 1, so recall has no answer');
    expect(sentenceOf(scoreOf(f1, [[0, 0]]))).toBe(
      'no labelled row was 1 or predicted so, so F1 has no answer',
    );
  });

  it('do not mind whether a class is a number, text, or true and false', () => {
    const mixed = some.map(([guess, truth]): Pair => [String(guess), truth === 1]);
    for (const block of Object.values(classic)) {
      expect(scoreOf(block, mixed)).toMatchObject({
        value: (scoreOf(block, some) as { value: number }).value,
      });
    }
  });

  it('take any class as the positive one', () => {
    const pairs: Pair[] = [
      ['spam', 'spam'],
      ['ham', 'spam'],
      ['ham', 'ham'],
    ];
    expect(scoreOf(recall, pairs, { positive: 'spam' })).toMatchObject({ value: 0.5 });
    expect(scoreOf(accuracy, pairs)).toMatchObject({ value: 2 / 3 });
  });

  it('count any number of classes for accuracy, and show each', () => {
    const score = scoreOf(accuracy, [
      ['a', 'a'],
      ['b', 'b'],
      ['c', 'b'],
      ['c', 'c'],
    ]);
    expect(score).toMatchObject({ value: 0.75 });
    expect(score.ok && score.explanation?.parts[0]).toEqual({
      label: 'b predicted right',
      reference: null,
      current: 0.5,
    });
  });

  describe.skipIf(goldenAbsent)('golden', () => {
    const cases = goldenCases('classification', 'binary_metrics');
    it.each(goldenTable(cases))('%s', (_, one) => {
      const pairs = pairsOf(one, 'y_pred');
      for (const [name, block] of Object.entries(classic)) {
        const score = scoreOf(block, pairs);
        expectGolden(one, score.ok ? score.value : null, name);
      }
    });
  });
});

function pairsOf(one: Golden, name: string): Pair[] {
  const truth = columnOf(one, 'y_true');
  return columnOf(one, name).map((value, i): Pair => [value, truth[i] ?? null]);
}

describe('roc_auc', () => {
  const run = bound(rocAuc, {});
  const scoreAuc = (pairs: readonly Pair[]) =>
    scoreRows(run, rowsOfObjects(pairs.map(([score, label]) => ({ score, label }))));

  it('is the share of pairs in the right order', () => {
    const score = scoreAuc([
      [0.9, 1],
      [0.6, 0],
      [0.4, 1],
      [0.1, 0],
      [0.2, null],
    ]);
    expect(score).toMatchObject({ ok: true, value: 0.75, rows: 4 });
    expect(sentenceOf(score)).toBe(
      'a row that was 1 outranks another in 75 % of pairs (2 against 2); 4 of 5 rows (80 %) have a label',
    );
  });

  it('takes the ends of the scale', () => {
    expect(
      scoreAuc([
        [1, 1],
        [0, 0],
      ]),
    ).toMatchObject({ value: 1 });
  });

  it('has no answer with one class', () => {
    expect(
      sentenceOf(
        scoreAuc([
          [0.5, 1],
          [0.7, 1],
        ]),
      ),
    ).toBe('every labelled row (2) was 1; ROC AUC needs both classes');
    expect(sentenceOf(scoreAuc([[0.5, 0]]))).toBe(
      'every labelled row (1) was anything but 1; ROC AUC needs both classes',
    );
  });

  it('has no answer for scores that are not between 0 and 1', () => {
    expect(
      sentenceOf(
        scoreAuc([
          [2.5, 1],
          [0.7, 0],
        ]),
      ),
    ).toBe('1 row with a score outside 0 to 1, so ROC AUC has no answer');
    expect(
      scoreAuc([
        [-0.1, 1],
        [0.7, 0],
      ]).ok,
    ).toBe(false);
  });

  it('says how exact it is where scores crowd together', () => {
    const score = scoreAuc([
      [0.0001, 1],
      [0.0002, 0],
    ]);
    expect(score).toMatchObject({ value: 0.5 });
    expect(sentenceOf(score)).toContain('give or take 50 % as many scores are nearly equal');
  });

  describe.skipIf(goldenAbsent)('golden, within half of the pairs that share one of 1,024 bins', () => {
    const cases = goldenCases('classification', 'roc_auc');
    it.each(goldenTable(cases))('%s', (_, one) => {
      const score = scoreAuc(pairsOf(one, 'y_score'));
      expect(score.ok && Math.abs(score.value - Number(one.expect.auc))).toBeLessThan(1e-4);
    });
  });
});
