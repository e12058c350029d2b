import * as z from 'zod';
import { columnRef, defineDetector, scored, unscored } from '@/lib/blocks/block';
import { compareBins, describeDrift, driftBin, driftProfiles } from '@/lib/blocks/distribution';
import { isComputable } from '@/lib/stats/notComputable';
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
  params: z.strictObject({
    column: columnRef({ description: 'Numbers, text or true and false.' }),
    bins: z.int().min(3).max(100).default(10).meta({
      title: 'Bins',
      description: 'Into how many equal shares of the reference a column of numbers is cut.',
      advanced: true,
    }),
  }),
  example: { column: 'age' },
  run: (choice) => ({
    reference: 'required',
    profiles: driftProfiles(choice),
    needs: (profiles) => ({ keys: [{ column: choice.column, bin: driftBin(profiles, choice) }] }),
    score: (input) => {
      const sides = compareBins(input, choice.column);
      if (!sides.ok) return sides.unscored;
      const value = psiOf(sides.reference.counts, sides.current.counts);
      if (!isComputable(value)) return unscored(value.notComputable, sides.current.rows);
      return scored(value, sides.current.rows, describeDrift(choice.column, sides));
    },
  }),
});
