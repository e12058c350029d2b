import * as z from 'zod';
import { defineDetector, formatValue, scored } from '@/lib/blocks/block';
import { costConflicts, costRun, costShape, leftOutWords, modelShares, moneyUnit } from '@/lib/blocks/cost';
import { rowCount } from '@/lib/blocks/words';

/** Money per row, over the rows whose cost is known. */
export const costPerRequest = defineDetector({
  type: 'cost_per_request',
  title: 'Cost per request',
  category: 'cost',
  unit: 'money',
  worse: 'higher',
  summary: 'What one request costs on average, from a cost column or from tokens and prices.',
  when: 'Reach for it to see that answers became dearer, whatever the traffic: a longer prompt, another model, more retries.',
  synonyms: ['unit cost', 'average cost', 'price per call', 'tokens', 'llm cost', 'money', 'cost per row'],
  params: z.strictObject(costShape),
  example: {
    inputTokens: 'age',
    outputTokens: 'hours_per_week',
    prices: ['* 2 8'],
  },
  conflicts: costConflicts,
  run: (params) => {
    const unit = moneyUnit(params);
    const run = costRun(params, {
      score: ({ costs, all, costsIn }, { reference }) => {
        const then = reference ? costsIn(reference.cells) : null;
        const known = then && then.rows > 0 && Number.isFinite(then.money);
        const beside = known ? `, ${formatValue(then.money / then.rows, unit)} in the reference` : '';
        const each = costs.money / costs.rows;
        const sentence = `${formatValue(each, unit)} a request, ${formatValue(costs.money, unit)} for ${rowCount(costs.rows)}${beside}${leftOutWords(costs, all)}`;
        return scored(each, costs.rows, { sentence, parts: modelShares(costs) });
      },
    });
    return { ...run, unit };
  },
});
