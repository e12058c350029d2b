import { type TableTest, tableTest } from './chiSquare';
import { contingency } from './contingency';
import { isComputable, type NotComputable } from './notComputable';
import { deviance } from './special/gamma';

/**
 * G-test (log-likelihood ratio) that all rows of a table have the same shares.
 *
 * What for: the same question as the chi-square test; its statistic adds up over parts of a table and is 2 N times
 * the information that the row gives about the category.
 *
 * @param table a row per side, a count per category; counts at least 0; columns without counts are left out
 * @returns statistic at least 0 (Cramér's V is taken of it); not computable where a row has no counts
 * @source Wilks 1938; Sokal and Rohlf 1981
 * @matches scipy.stats.chi2_contingency(lambda_='log-likelihood', correction=False)
 * @example gTest([[10, 20], [20, 10]]).statistic // 6.79596147182
 */
export function gTest(table: readonly (readonly number[])[]): TableTest | NotComputable {
  const found = contingency(table);
  if (!isComputable(found)) return found;
  return tableTest(found, ({ observed, expected }) => 2 * deviance(observed, expected));
}
