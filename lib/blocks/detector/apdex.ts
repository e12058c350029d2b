import * as z from 'zod';
import { columnRef, defineDetector, scored, unscored } from '@/lib/blocks/block';
import { countBins, noValues, sharesOf } from '@/lib/blocks/distribution';
import { figure, percent, rowCount } from '@/lib/blocks/words';
import { apdex as apdexOf } from '@/lib/stats/apdex';
import { nextUp } from '@/lib/tally/profile';
import { rowsOf } from '@/lib/tally/tally';

/** Application performance index: requests within T count whole, within 4 T half. */
export const apdex = defineDetector({
  type: 'apdex',
  title: 'Apdex',
  category: 'response time',
  unit: 'score',
  worse: 'lower',
  summary: 'How content users are with the response time, from 0 (nobody) to 1 (everybody).',
  when: 'Reach for it when you want one number for speed that everybody can read. Set the time that users are content with; up to four times as long they put up with it.',
  synonyms: ['satisfaction', 'response time', 'latency', 'user experience', 'application performance index'],
  sources: ['Apdex Alliance 2007, Application Performance Index technical specification 1.1'],
  params: z.strictObject({
    column: columnRef({ wants: 'number', title: 'Response time' }),
    target: z.number().gt(0).meta({
      title: 'Content up to',
      unit: 'as the column',
      description: 'Called T: the time within which users are content. Up to 4 T they put up with it.',
    }),
  }),
  example: { column: 'latency_ms', target: 100 },
  run: ({ column, target }) => {
    const bin = { kind: 'edges', edges: [nextUp(target), nextUp(4 * target)] } as const;
    const labels = [`within ${figure(target)}`, `within ${figure(4 * target)}`, 'longer'];
    return {
      reference: 'unused',
      profiles: [],
      needs: () => ({ keys: [{ column, bin }] }),
      score: ({ current, reference }) => {
        const { counts, rows } = countBins(current, bin);
        const [satisfied = 0, tolerating = 0, frustrated = 0] = counts;
        const value = apdexOf({ satisfied, tolerating, frustrated });
        if (value === null) return unscored(noValues(column, current));
        const shares = counts.map((count, i) => `${percent(count / rows)} ${labels[i]}`).join(', ');
        const left = rowsOf(current) - rows;
        const out = left > 0 ? `; ${rowCount(left)} without a time left out` : '';
        return scored(value, rows, {
          sentence: `${column} of ${rowCount(rows)}: ${shares}${out}`,
          parts: sharesOf(labels, counts, reference ? countBins(reference, bin).counts : null),
        });
      },
    };
  },
});
