import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { overShares, sharesParams } from '@/lib/blocks/distances';
import { chiSquare as chiSquareOf } from '@/lib/stats/chiSquare';
import { isComputable, type NotComputable } from '@/lib/stats/notComputable';

/** Chi-square statistic of one column against the reference, over the same bins as the population stability index. */
export const chiSquare = defineDetector({
  type: 'chi_square',
  title: 'Chi-square statistic',
  category: 'data drift',
  unit: 'distance',
  worse: 'higher',
  summary:
    'How far the counts of a column are from what the reference leads to expect, squared and added up.',
  when: 'Reach for it when your practice asks for the chi-square test of categories. The number grows with the rows: judge it by what is unusual, not by a fixed limit.',
  synonyms: ['drift', 'chi squared', 'chi2', 'contingency table', 'homogeneity test'],
  sources: ['Pearson 1900'],
  params: z.strictObject(sharesParams),
  example: { column: 'workclass' },
  run: (choice) => overShares(choice, { distance: statistic }),
});

function statistic(reference: readonly number[], current: readonly number[]): number | NotComputable {
  const found = chiSquareOf([reference, current]);
  return isComputable(found) ? found.statistic : found;
}
