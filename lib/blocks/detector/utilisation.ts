import * as z from 'zod';
import { columnRef, defineDetector, scored, unscored } from '@/lib/blocks/block';
import { noValues } from '@/lib/blocks/distribution';
import { capacityParam } from '@/lib/blocks/objective';
import { percent, rowCount } from '@/lib/blocks/words';
import type { Tally } from '@/lib/tally/tally';

/** Mean or largest value of a column as a share of a capacity. */
export const utilisation = defineDetector({
  type: 'utilisation',
  title: 'Utilisation',
  category: 'resources',
  unit: 'share',
  worse: 'higher',
  summary: 'How much of a resource is used: processor, memory, disk, a quota, a connection pool.',
  when: 'Reach for it when something can run full. The mean shows steady load, the peak what a spike did; near full, waiting times grow fast.',
  synonyms: ['cpu', 'gpu', 'memory', 'disk', 'usage', 'load', 'utilization', 'quota', 'capacity'],
  sources: ['Gregg 2013, Thinking methodically about performance (the USE method)'],
  params: z.strictObject({
    column: columnRef({ wants: 'number', title: 'Used' }),
    capacity: capacityParam,
    of: z.enum(['mean', 'peak']).default('mean').meta({ title: 'Take the' }),
  }),
  example: { column: 'latency_ms', capacity: 2000, of: 'mean' },
  run: ({ column, capacity, of }) => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({
      keys: [{ column, bin: { kind: 'presence' } }],
      measures: [
        { of: 'sum', column },
        { of: 'max', column },
      ],
    }),
    score: ({ current, reference }) => {
      const used = usedOf(current, capacity);
      if (!used) return unscored(noValues(column, current));
      const value = used[of];
      if (!Number.isFinite(used.mean))
        return unscored(`${column} holds numbers too large to add up`, used.rows);
      const then = reference ? usedOf(reference, capacity) : null;
      const beside = then && Number.isFinite(then.mean) ? `, ${percent(then[of])} in the reference` : '';
      const sentence = `${column} is at ${percent(used.mean)} of its capacity on average, ${percent(used.peak)} at most (${rowCount(used.rows)})`;
      return scored(value, used.rows, { sentence: `${sentence}${beside}`, parts: [] });
    },
  }),
});

function usedOf(tally: Tally, capacity: number): { rows: number; mean: number; peak: number } | null {
  const cell = tally.cells.find(({ key }) => key[0] === 0);
  const [sum, max] = cell?.values ?? [];
  if (!cell || sum == null || max == null) return null;
  return { rows: cell.count, mean: sum / cell.count / capacity, peak: max / capacity };
}
