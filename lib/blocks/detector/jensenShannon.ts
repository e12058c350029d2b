import * as z from 'zod';
import { columnRef, defineDetector, scored, unscored } from '@/lib/blocks/block';
import { compareBins, describeDrift, driftBin, driftProfiles } from '@/lib/blocks/distribution';
import { jensenShannon as jensenShannonOf } from '@/lib/stats/jensenShannon';
import { isComputable } from '@/lib/stats/notComputable';

/** Jensen-Shannon distance (base 2) of one column, over the same bins as the population stability index. */
export const jensenShannon = defineDetector({
  type: 'jensen_shannon',
  title: 'Jensen-Shannon distance',
  category: 'data drift',
  unit: 'distance',
  worse: 'higher',
  summary: 'How far one column has moved from the reference, from 0 (the same) to 1 (nothing in common).',
  when: 'Reach for it for columns of categories, or when you want a scale with a fixed end so that columns can be compared with each other.',
  synonyms: ['drift', 'distribution shift', 'js divergence', 'categorical drift'],
  sources: ['Lin 1991, Divergence measures based on the Shannon entropy'],
  params: z.strictObject({
    column: columnRef({ description: 'Numbers, text or true and false.' }),
    bins: z.int().min(3).max(100).default(10).meta({
      title: 'Bins',
      description: 'Into how many equal shares of the reference a column of numbers is cut.',
      advanced: true,
    }),
  }),
  example: { column: 'workclass' },
  run: (choice) => ({
    reference: 'required',
    profiles: driftProfiles(choice),
    needs: (profiles) => ({ keys: [{ column: choice.column, bin: driftBin(profiles, choice) }] }),
    score: (input) => {
      const sides = compareBins(input, choice.column);
      if (!sides.ok) return sides.unscored;
      const value = jensenShannonOf(sides.reference.counts, sides.current.counts);
      if (!isComputable(value)) return unscored(value.notComputable, sides.current.rows);
      return scored(value, sides.current.rows, describeDrift(choice.column, sides));
    },
  }),
});
