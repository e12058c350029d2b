import * as z from 'zod';
import { defineDetector, scored, unscored } from '@/lib/blocks/block';
import { shareInterval } from '@/lib/blocks/intervalWords';
import { objectiveParam } from '@/lib/blocks/objective';
import { conditionParam, countMet, metKey } from '@/lib/blocks/outcomes';
import { percent, rowCount } from '@/lib/blocks/words';
import { burnRate } from '@/lib/stats/burnRate';
import { isComputable } from '@/lib/stats/notComputable';

/** Share of good rows, and how much of the error budget of the window the others used. */
export const availability = defineDetector({
  type: 'availability',
  title: 'Availability',
  category: 'reliability',
  unit: 'share',
  worse: 'lower',
  summary: 'The share of rows that are good by a condition of yours, and the error budget that is left.',
  when: 'Reach for it when something was promised: 99.9 % of requests answered in time. Choose the window of the promise, such as 28 days, to see how much of the budget is used.',
  synonyms: ['uptime', 'slo', 'sla', 'sli', 'success rate', 'error budget', 'service level objective'],
  sources: ['Beyer et al. 2018, The Site Reliability Workbook, chapter 2'],
  params: z.strictObject({
    good: conditionParam({
      title: 'Good are rows where',
      description: 'All other rows are bad; a comparison with a missing value is never met.',
    }),
    objective: objectiveParam,
  }),
  example: { good: { column: 'latency_ms', op: 'le', value: 100 }, objective: 0.5 },
  run: ({ good, objective }) => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({ keys: [metKey(good)] }),
    score: ({ current, reference }) => {
      const { rows, met } = countMet(current);
      if (rows === 0) return unscored('no rows in this window');
      const then = reference ? countMet(reference) : null;
      const before = then && then.rows > 0 ? then.met / then.rows : null;
      const beside = before === null ? '' : `, ${percent(before)} in the reference`;
      const used = burnRate({ bad: rows - met, rows, objective });
      const budget = isComputable(used)
        ? `; ${percent(used)} of the error budget of this window is used`
        : '';
      return scored(met / rows, rows, {
        sentence: `${percent(met / rows)} are good (${met} of ${rowCount(rows)}; ${shareInterval(met, rows)})${beside}, ${percent(objective)} promised${budget}`,
        parts: [{ label: 'good', reference: before, current: met / rows }],
      });
    },
  }),
});
