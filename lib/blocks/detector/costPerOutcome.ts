import * as z from 'zod';
import { defineDetector, formatValue, scored, unscored } from '@/lib/blocks/block';
import { costConflicts, costRun, costShape, leftOutWords, moneyUnit } from '@/lib/blocks/cost';
import { conditionParam, isMet, metKey } from '@/lib/blocks/outcomes';
import { rowCount } from '@/lib/blocks/words';
import { rowsOf, type Tally } from '@/lib/tally/tally';

/** All money over the rows that met a condition: what one success costs, failures paid for too. */
export const costPerOutcome = defineDetector({
  type: 'cost_per_outcome',
  title: 'Cost per outcome',
  category: 'cost',
  unit: 'money',
  worse: 'higher',
  summary: 'What one wanted outcome costs: all money over the rows that meet your condition.',
  when: 'Reach for it where cheap answers that fail are dear: cost per solved ticket, per accepted suggestion, per sale. What failed is paid for too.',
  synonyms: [
    'unit economics',
    'cost per success',
    'cost per conversion',
    'return',
    'value',
    'money',
    'outcome',
  ],
  params: z.strictObject({
    outcome: conditionParam({
      title: 'An outcome is a row where',
      description: 'The other rows cost money too, and count for nothing.',
    }),
    ...costShape,
  }),
  example: {
    outcome: { column: 'prediction', op: 'eq', value: 1 },
    inputTokens: 'age',
    prices: ['* 2 8'],
  },
  conflicts: costConflicts,
  run: ({ outcome, ...params }) => {
    const unit = moneyUnit(params);
    const run = costRun(params, {
      before: [metKey(outcome)],
      score: ({ costs, all, costsIn }, { current, reference }) => {
        const outcomes = outcomesIn(current);
        const money = formatValue(costs.money, unit);
        if (outcomes === 0) return unscored(`no outcome, for ${money} (${rowCount(all)})`, costs.rows);
        const then = reference ? outcomesIn(reference) : 0;
        const before = reference && then > 0 ? costsIn(reference.cells).money / then : Number.NaN;
        const beside = Number.isFinite(before) ? `, ${formatValue(before, unit)} in the reference` : '';
        const each = costs.money / outcomes;
        const sentence = `${formatValue(each, unit)} an outcome, ${money} for ${outcomes} of ${rowCount(all)}${beside}${leftOutWords(costs, all)}`;
        return scored(each, costs.rows, { sentence, parts: [] });
      },
    });
    return { ...run, unit };
  },
});

const outcomesIn = (tally: Tally): number => rowsOf({ cells: tally.cells.filter((cell) => isMet(cell)) });
