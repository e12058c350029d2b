import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { orderParams } from '@/lib/blocks/distances';
import { overPositions, type Placed } from '@/lib/blocks/positions';
import { figure } from '@/lib/blocks/words';
import { energyFromBins } from '@/lib/stats/energyFromBins';
import { isComputable } from '@/lib/stats/notComputable';

/** Energy distance of one column of numbers from the mean and the count of each bin. */
export const energyDistance = defineDetector({
  type: 'energy_distance',
  title: 'Energy distance',
  category: 'data drift',
  unit: 'distance',
  worse: 'higher',
  summary:
    'How far the values have moved, with few values that move far weighing less than many that move a little.',
  when: 'Reach for it for a column of numbers when it matters how far values move, but single extreme values should not decide.',
  synonyms: ['drift', 'distribution shift', 'energy statistics', 'cramer distance'],
  sources: ['Székely and Rizzo 2013, Energy statistics'],
  params: z.strictObject(orderParams),
  example: { column: 'hours_per_week' },
  run: (choice) =>
    overPositions(choice, {
      distance,
      words: (placed) => `the energy distance is ${figure(distance(placed) ?? 0)}`,
    }),
});

function distance({ reference, current }: Placed): number | null {
  const found = energyFromBins(reference, current);
  return isComputable(found) ? found : null;
}
