import * as z from 'zod';
import { autoDrift } from '@/lib/blocks/autoDrift';
import { defineDetector, roleColumn } from '@/lib/blocks/block';
import { mattersParams, weighed } from '@/lib/blocks/matters';

/** Drift of what turned out to be true. */
export const labelDrift = defineDetector({
  type: 'label_drift',
  title: 'Label drift',
  category: 'data drift',
  unit: 'distance',
  worse: 'higher',
  summary: 'How far what turned out to be true has moved from the reference.',
  when: 'Reach for it when the share of each outcome matters by itself: more fraud, fewer clicks, longer stays. It reads the labels that have come.',
  synonyms: [
    'target drift',
    'outcome drift',
    'prior probability shift',
    'class balance',
    'base rate',
    'drift',
  ],
  params: z.strictObject({
    label: roleColumn('label', { title: 'Label column' }),
    ...mattersParams,
  }),
  example: { label: 'income_gt_50k' },
  run: ({ label = 'label', ...matters }) => weighed(autoDrift(label), matters),
});
