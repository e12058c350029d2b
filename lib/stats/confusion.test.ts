import { describe, expect, it } from 'vitest';
import {
  expectGolden,
  type Golden,
  goldenAbsent,
  goldenCases,
  goldenTable,
  numbersOf,
} from './_golden/golden';
import { accuracyOf, type Confusion, f1Of, precisionOf, recallOf } from './confusion';

function confusionOf(one: Golden): Confusion {
  const [truth, guess] = [numbersOf(one, 'y_true'), numbersOf(one, 'y_pred')];
  const count = (t: number, g: number) => truth.filter((value, i) => value === t && guess[i] === g).length;
  return {
    truePositives: count(1, 1),
    falsePositives: count(0, 1),
    falseNegatives: count(1, 0),
    trueNegatives: count(0, 0),
  };
}

const metrics = { accuracy: accuracyOf, precision: precisionOf, recall: recallOf, f1: f1Of };

describe('metrics of a confusion matrix', () => {
  const some = { truePositives: 3, falsePositives: 1, falseNegatives: 2, trueNegatives: 4 };
  const none = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };

  it('are what they are by hand', () => {
    expect(accuracyOf(some)).toBe(0.7);
    expect(precisionOf(some)).toBe(0.75);
    expect(recallOf(some)).toBe(0.6);
    expect(f1Of(some)).toBeCloseTo(2 / (1 / 0.75 + 1 / 0.6), 15);
  });

  it('have no answer without the rows that they are a share of', () => {
    for (const metric of Object.values(metrics)) expect(metric(none)).toBeNull();
    expect(precisionOf({ ...none, falseNegatives: 3 })).toBeNull();
    expect(recallOf({ ...none, falsePositives: 3 })).toBeNull();
    expect(f1Of({ ...none, trueNegatives: 9 })).toBeNull();
  });

  it('are 0 where everything positive is wrong', () => {
    const wrong = { ...none, falsePositives: 2, falseNegatives: 1 };
    expect([precisionOf(wrong), recallOf(wrong), f1Of(wrong)]).toEqual([0, 0, 0]);
  });

  describe.skipIf(goldenAbsent)('golden', () => {
    const cases = [
      ...goldenCases('classification', 'binary_metrics'),
      ...goldenCases('degenerate', 'binary_metrics'),
    ];
    it.each(goldenTable(cases))('%s', (_, one) => {
      const confusion = confusionOf(one);
      for (const [name, metric] of Object.entries(metrics)) {
        const got = metric(confusion);
        // scikit-learn answers 0 or NaN where nothing is there to be a share of; here there is no answer.
        if (got === null) expect([0, 'NaN']).toContain(one.expect[name]);
        else expectGolden(one, got, name);
      }
    });
  });
});
