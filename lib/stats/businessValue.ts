import type { Confusion } from './confusion';
import { type NotComputable, notComputable } from './notComputable';

/** What one row of each cell of the confusion matrix is worth; losses are below 0. */
export type CellValues = {
  truePositive: number;
  falsePositive: number;
  falseNegative: number;
  trueNegative: number;
};

/**
 * What predictions were worth, from a value for each cell of the confusion matrix.
 *
 * What for: a metric in money where mistakes do not cost the same.
 *
 * @param options `per: 'row'` is the mean over rows, `'window'` the sum; in the unit of `values`
 * @returns not computable without rows
 * @source Elkan 2001; NannyML's business value is the sum
 * @matches nannyml.performance_calculation business_value, normalised per prediction or not
 * @example businessValueOf({ truePositives: 1, falsePositives: 2, falseNegatives: 0, trueNegatives: 1 }, { values: { truePositive: 10, falsePositive: -4, falseNegative: -9, trueNegative: 0 }, per: 'row' }) // 0.5
 */
export function businessValueOf(
  c: Confusion,
  { values, per }: { values: CellValues; per: 'row' | 'window' },
): number | NotComputable {
  const rows = c.truePositives + c.falsePositives + c.falseNegatives + c.trueNegatives;
  if (rows === 0) return notComputable('no rows');
  const total =
    c.truePositives * values.truePositive +
    c.falsePositives * values.falsePositive +
    c.falseNegatives * values.falseNegative +
    c.trueNegatives * values.trueNegative;
  return per === 'window' ? total : total / rows;
}
