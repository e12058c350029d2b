import * as z from 'zod';
import { columnRef, defineDetector, scored, unscored } from '@/lib/blocks/block';
import { countBins, noValues, sharesOf } from '@/lib/blocks/distribution';
import { figure, percent, rowCount } from '@/lib/blocks/words';
import { nextUp } from '@/lib/tally/profile';
import { rowsOf } from '@/lib/tally/tally';

/** Share of values above a limit. A value at the limit is within it; infinite is above, NaN is left out. */
export const shareOver = defineDetector({
  type: 'share_over',
  title: 'Share over a limit',
  category: 'response time',
  unit: 'share',
  worse: 'higher',
  summary: 'The share of rows whose value is above a limit, such as requests that took over a second.',
  when: 'Reach for it when an agreement says how many may be slow, long or dear: at most 1 % over two seconds. It is exact, where a quantile is within 1 %.',
  synonyms: [
    'slow requests',
    'slo',
    'sla',
    'latency objective',
    'exceedance',
    'above',
    'response time',
    'timeout',
  ],
  params: z.strictObject({
    column: columnRef({ wants: 'number' }),
    over: z.number().meta({
      title: 'Limit',
      unit: 'as the column',
      description: 'Values above it are counted; a value at the limit is not.',
    }),
  }),
  example: { column: 'latency_ms', over: 100 },
  run: ({ column, over }) => {
    const bin = { kind: 'edges', edges: [nextUp(over)] } as const;
    return {
      reference: 'unused',
      profiles: [],
      needs: () => ({ keys: [{ column, bin }] }),
      score: ({ current, reference }) => {
        const { counts, rows } = countBins(current, bin);
        if (rows === 0) return unscored(noValues(column, current));
        const above = counts[1] ?? 0;
        const then = reference ? countBins(reference, bin) : null;
        const beside =
          then && then.rows > 0 ? `, ${percent((then.counts[1] ?? 0) / then.rows)} in the reference` : '';
        const left = rowsOf(current) - rows;
        const out = left > 0 ? `; ${rowCount(left)} without a number left out` : '';
        return scored(above / rows, rows, {
          sentence: `${percent(above / rows)} of ${column} is over ${figure(over)} (${above} of ${rowCount(rows)})${beside}${out}`,
          parts: sharesOf([`up to ${figure(over)}`, `over ${figure(over)}`], counts, then?.counts ?? null),
        });
      },
    };
  },
});
