import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { orderParams, overOrder } from '@/lib/blocks/distances';
import { ksOfBins } from '@/lib/blocks/ksOfBins';

/**
 * Kolmogorov-Smirnov distance of one column of numbers, at most 1 / bins (and one row of the reference) below the
 * distance of the rows themselves, and never above it. Text has no order and is refused.
 */
export const ks = defineDetector({
  type: 'ks',
  title: 'Kolmogorov-Smirnov distance',
  category: 'data drift',
  unit: 'distance',
  worse: 'higher',
  summary: 'The largest gap between the shares of rows below any value, now and in the reference.',
  when: 'Reach for it for a column of numbers when a shift anywhere along its range matters and you do not want to choose bins.',
  synonyms: ['drift', 'distribution shift', 'ks test', 'kolmogorov smirnov', 'two-sample test'],
  sources: ['Kolmogorov 1933', 'Smirnov 1939'],
  params: z.strictObject(orderParams),
  example: { column: 'age' },
  run: (choice) => overOrder(choice, ksOfBins),
});
