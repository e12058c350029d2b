import * as z from 'zod';
import { defineDetector, formatValue, scored, unscored } from '@/lib/blocks/block';
import {
  type CostChoice,
  costConflicts,
  costKeys,
  costMeasures,
  costShape,
  costsOf,
  leftOutWords,
  moneyUnit,
  readCost,
  whyNoCost,
} from '@/lib/blocks/cost';
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
    const choice = readCost(params);
    return {
      reference: 'unused',
      profiles: [],
      unit: moneyUnit(choice),
      needs: () => ({ keys: [metKey(outcome), ...costKeys(choice)], measures: costMeasures(choice) }),
      score: ({ current, reference }) => {
        const all = rowsOf(current);
        const { costs, outcomes } = outcomesOf(choice, current);
        const why = whyNoCost(costs, all);
        if (why !== null) return unscored(why, costs.rows);
        const unit = moneyUnit(choice);
        const money = formatValue(costs.money, unit);
        if (outcomes === 0) return unscored(`no outcome, for ${money} (${rowCount(all)})`, costs.rows);
        const then = reference ? outcomesOf(choice, reference) : null;
        const before = then && then.outcomes > 0 ? then.costs.money / then.outcomes : Number.NaN;
        const beside = Number.isFinite(before) ? `, ${formatValue(before, unit)} in the reference` : '';
        const each = costs.money / outcomes;
        const sentence = `${formatValue(each, unit)} an outcome, ${money} for ${outcomes} of ${rowCount(all)}${beside}${leftOutWords(costs, all)}`;
        return scored(each, costs.rows, { sentence, parts: [] });
      },
    };
  },
});

function outcomesOf(choice: CostChoice, tally: Tally) {
  const met = tally.cells.filter((cell) => isMet(cell));
  return { costs: costsOf(choice, tally.cells, 1), outcomes: rowsOf({ cells: met }) };
}
