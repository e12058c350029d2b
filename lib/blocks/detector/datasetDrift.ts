import * as z from 'zod';
import { defineDetector, roleColumns } from '@/lib/blocks/block';
import { driftOfColumns } from '@/lib/blocks/driftOfColumns';

/** Share of columns that have drifted, judged together so that many columns do not mean many false alarms. */
export const datasetDrift = defineDetector({
  type: 'dataset_drift',
  title: 'Data set drift',
  category: 'data drift',
  unit: 'share',
  worse: 'higher',
  summary: 'The share of columns that have moved from the reference by more than chance, and which ones.',
  when: 'Reach for it to watch all inputs of a model with one block. Twenty columns tested each for itself would ring once in every window with nothing wrong; here they are judged together.',
  synonyms: [
    'drift',
    'multiple testing',
    'share of drifted columns',
    'all features',
    'benjamini hochberg',
    'bonferroni',
  ],
  sources: ['Benjamini and Hochberg 1995, Controlling the false discovery rate'],
  params: z.strictObject({
    columns: roleColumns('feature', {
      title: 'Columns',
      description: 'Numbers, text or true and false. Left out, all features.',
    }),
    correction: z.enum(['benjamini_hochberg', 'bonferroni']).default('benjamini_hochberg').meta({
      title: 'Judged together',
      description:
        'Benjamini-Hochberg: of the columns called drifted, few are not. Bonferroni: seldom is any column wrongly called drifted.',
    }),
    level: z.number().min(0.0001).max(0.5).default(0.05).meta({
      title: 'Level',
      description: 'How many false findings are allowed, as a share.',
      advanced: true,
    }),
  }),
  example: { columns: ['age', 'hours_per_week', 'workclass'] },
  run: ({ columns = [], correction, level }) => driftOfColumns(columns, { correction, level }),
});
