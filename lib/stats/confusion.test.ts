import { describe, expect, it } from 'vitest';
import {
  accuracyOf,
  f1Of,
  falseNegativeRateOf,
  falsePositiveRateOf,
  fBetaOf,
  jaccardOf,
  negativePredictiveValueOf,
  precisionOf,
  recallOf,
  specificityOf,
} from './confusion';
import { isComputable } from './notComputable';

describe('metrics of a confusion', () => {
  const some = { truePositives: 3, falsePositives: 1, falseNegatives: 2, trueNegatives: 4 };
  const none = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
  const metrics = [
    accuracyOf,
    precisionOf,
    recallOf,
    f1Of,
    specificityOf,
    negativePredictiveValueOf,
    falsePositiveRateOf,
    falseNegativeRateOf,
    jaccardOf,
  ];

  it('are what they are by hand', () => {
    expect(metrics.map((metric) => metric(some))).toEqual([0.7, 0.75, 0.6, 6 / 9, 0.8, 4 / 6, 0.2, 0.4, 0.5]);
  });

  it('weigh recall beta times as much as precision', () => {
    expect(fBetaOf(some, 2)).toBeCloseTo((5 * 0.75 * 0.6) / (4 * 0.75 + 0.6), 14);
    expect(fBetaOf(some, 1e-9)).toBeCloseTo(0.75, 14);
    expect(fBetaOf(some, 1e9)).toBeCloseTo(0.6, 14);
  });

  it('have no answer without the rows that they are a share of', () => {
    for (const metric of metrics) expect(isComputable(metric(none))).toBe(false);
    expect(precisionOf({ ...none, falseNegatives: 3 })).toEqual({
      notComputable: 'nothing was predicted positive',
    });
    expect(recallOf({ ...none, falsePositives: 3 })).toEqual({ notComputable: 'no row was positive' });
    expect(specificityOf({ ...none, truePositives: 3 })).toEqual({ notComputable: 'no row was negative' });
    expect(isComputable(f1Of({ ...none, trueNegatives: 9 }))).toBe(false);
  });

  it('are 0 where everything positive is wrong', () => {
    const wrong = { ...none, falsePositives: 2, falseNegatives: 1 };
    expect([precisionOf(wrong), recallOf(wrong), f1Of(wrong), jaccardOf(wrong)]).toEqual([0, 0, 0, 0]);
  });
});
