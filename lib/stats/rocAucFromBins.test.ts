import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  columnOf,
  expectGolden,
  type Golden,
  goldenAbsent,
  goldenCases,
  goldenTable,
  pooledCounts,
} from './_golden/golden';
import { rocAucFromBins } from './rocAucFromBins';

/** Positives and negatives by distinct score. */
function byScore(one: Golden) {
  const [truth, scores] = [columnOf(one, 'y_true'), columnOf(one, 'y_score')];
  const of = (label: number) => scores.filter((_, i) => truth[i] === label);
  return pooledCounts(of(1), of(0));
}

describe('rocAucFromBins', () => {
  it('counts pairs in the right order, and pairs in one bin half', () => {
    expect(rocAucFromBins([1, 3], [3, 1])).toEqual({ auc: 0.75, errorMax: 0.1875 });
    expect(rocAucFromBins([0, 5], [5, 0])).toEqual({ auc: 1, errorMax: 0 });
    expect(rocAucFromBins([5, 0], [0, 5])).toEqual({ auc: 0, errorMax: 0 });
    expect(rocAucFromBins([7], [2])).toEqual({ auc: 0.5, errorMax: 0.5 });
  });

  it('has no answer with one class', () => {
    expect(rocAucFromBins([1, 2], [0, 0])).toBeNull();
    expect(rocAucFromBins([], [])).toBeNull();
  });

  it('is within errorMax of the exact area when bins are joined', () => {
    const side = fc.array(fc.nat({ max: 20 }), { minLength: 8, maxLength: 8 });
    const join = (counts: readonly number[]) =>
      [0, 4].map((i) => counts.slice(i, i + 4).reduce((a, b) => a + b, 0));
    fc.assert(
      fc.property(side, side, (positives, negatives) => {
        const fine = rocAucFromBins(positives, negatives);
        const rough = rocAucFromBins(join(positives), join(negatives));
        if (!fine || !rough) return;
        expect(Math.abs(fine.auc - rough.auc)).toBeLessThanOrEqual(rough.errorMax + 1e-12);
      }),
    );
  });

  describe.skipIf(goldenAbsent)('golden, a bin for each distinct score', () => {
    const cases = [...goldenCases('classification', 'roc_auc'), ...goldenCases('degenerate', 'roc_auc')];
    // A score that is NaN never gets here: it has no bin.
    const usable = cases.filter((one) => one.note !== 'NaN score');
    it.each(goldenTable(usable))('%s', (_, one) => {
      const { reference: positives, current: negatives } = byScore(one);
      const found = rocAucFromBins(positives, negatives);
      if ('error' in one.expect) expect(found).toBeNull();
      else expectGolden(one, found?.auc, 'auc');
    });
  });
});
