import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { overShares, sharesParams } from '@/lib/blocks/distances';
import { gTest as gTestOf } from '@/lib/stats/gTest';
import { isComputable, type NotComputable } from '@/lib/stats/notComputable';

/** G-test statistic of one column against the reference, over the same bins as the population stability index. */
export const gTest = defineDetector({
  type: 'g_test',
  title: 'G-test statistic',
  category: 'data drift',
  unit: 'distance',
  worse: 'higher',
  summary: 'How surprising the counts of a column are given the reference, as a log-likelihood ratio.',
  when: 'Reach for it in place of chi-square where some categories are rare. The number grows with the rows: judge it by what is unusual, not by a fixed limit.',
  synonyms: ['drift', 'log-likelihood ratio', 'likelihood ratio test', 'contingency table'],
  sources: ['Wilks 1938', 'Sokal and Rohlf 1981'],
  params: z.strictObject(sharesParams),
  example: { column: 'workclass' },
  run: (choice) => overShares(choice, { distance: statistic }),
});

function statistic(reference: readonly number[], current: readonly number[]): number | NotComputable {
  const found = gTestOf([reference, current]);
  return isComputable(found) ? found.statistic : found;
}
