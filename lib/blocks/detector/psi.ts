import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { overShares, sharesParams } from '@/lib/blocks/distances';
import { psi as psiOf } from '@/lib/stats/psi';

/**
 * Population stability index of one column over equal shares of the reference (numbers) or its most frequent
 * values (anything else). Rows without a value are left out.
 */
export const psi = defineDetector({
  type: 'psi',
  title: 'Population stability (PSI)',
  category: 'data drift',
  unit: 'distance',
  worse: 'higher',
  summary: 'How far one column has moved from the reference, in one number.',
  when: 'Reach for it when a column matters to the model and you want the measure that most teams and regulators know. It needs a few hundred rows a window; with fewer it is large by chance.',
  synonyms: ['drift', 'distribution shift', 'population stability index', 'data drift', 'credit scoring'],
  sources: ['Yurdakul 2018, Statistical properties of population stability index'],
  params: z.strictObject(sharesParams),
  example: { column: 'age' },
  run: (choice) => overShares(choice, { distance: psiOf }),
});
