import { type Contingency, contingency } from './contingency';
import { isComputable, type NotComputable, notComputable } from './notComputable';
import { chiSquareTail } from './special/tails';

export type TableTest = {
  statistic: number;
  /** In [0, 1]. */
  pValue: number;
  /** (rows - 1) (columns - 1); 0 where there is one category: then nothing can differ and the p-value is 1. */
  degrees: number;
  /** The smallest expected count. The p-value is rough where it is below about 5. */
  minExpected: number;
  /** How strong the difference is, in [0, 1], whatever the size; not computable for a single row or category. */
  cramersV: number | NotComputable;
};

/**
 * Chi-square test that all rows of a table have the same shares.
 *
 * What for: whether categories drifted, with a p-value; Cramér's V says how much, because with enough rows any
 * small difference is significant.
 *
 * @param table a row per side, a count per category; counts at least 0; columns without counts are left out
 * @param options `yates`: the continuity correction, for tables with one degree of freedom only
 * @returns statistic at least 0; not computable where a row has no counts
 * @source Pearson 1900; Cramér 1946; Yates 1934
 * @matches scipy.stats.chi2_contingency(correction=False)
 * @example chiSquare([[10, 20], [20, 10]]) // { statistic: 6.66666666667, pValue: 0.00982327450752, degrees: 1, minExpected: 15, cramersV: 0.333333333333 }
 */
export function chiSquare(
  table: readonly (readonly number[])[],
  { yates = false }: { yates?: boolean } = {},
): TableTest | NotComputable {
  const found = contingency(table);
  if (!isComputable(found)) return found;
  const corrected = yates && found.rows === 2 && found.columns === 2;
  return tableTest(found, ({ observed, expected }) => {
    const gap = Math.abs(observed - expected);
    return (gap - (corrected ? Math.min(0.5, gap) : 0)) ** 2 / expected;
  });
}

/**
 * A test that adds up over the cells of a table and follows the chi-square law.
 *
 * What for: what the chi-square and the G-test have in common.
 *
 * @param table observed and expected counts
 * @param part what a cell adds to the statistic
 * @returns statistic, p-value, degrees and Cramér's V of that statistic
 * @matches nothing
 * @example tableTest({ cells: [{ observed: 3, expected: 3 }], rows: 1, columns: 1, total: 3 }, () => 0).pValue // 1
 */
export function tableTest(
  { cells, rows, columns, total }: Contingency,
  part: (cell: Contingency['cells'][number]) => number,
): TableTest {
  const degrees = (rows - 1) * (columns - 1);
  const statistic = degrees === 0 ? 0 : cells.reduce((sum, cell) => sum + part(cell), 0);
  const side = Math.min(rows, columns) - 1;
  return {
    statistic,
    pValue: chiSquareTail(statistic, degrees),
    degrees,
    minExpected: cells.reduce((least, cell) => Math.min(least, cell.expected), total),
    cramersV:
      side > 0 ? Math.min(1, Math.sqrt(statistic / (total * side))) : notComputable('there is one category'),
  };
}
