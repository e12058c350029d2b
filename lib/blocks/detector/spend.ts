import * as z from 'zod';
import { defineDetector, formatValue, scored } from '@/lib/blocks/block';
import { costConflicts, costRun, costShape, leftOutWords, modelShares, moneyUnit } from '@/lib/blocks/cost';
import { rowCount } from '@/lib/blocks/words';

/** Money spent in the window: the sum of a cost column, or tokens by a price table. */
export const spend = defineDetector({
  type: 'spend',
  title: 'Spend',
  category: 'cost',
  unit: 'money',
  worse: 'higher',
  summary: 'How much money the window cost, from a cost column or from tokens and prices.',
  when: 'Reach for it to see a runaway loop or a dear model within the hour and not on the bill. Prices are a table of yours, with the day each holds from.',
  synonyms: ['cost', 'money', 'bill', 'tokens', 'price', 'llm cost', 'usage', 'dollars', 'euros'],
  params: z.strictObject(costShape),
  example: {
    inputTokens: 'age',
    outputTokens: 'hours_per_week',
    model: 'workclass',
    prices: ['* 2 8'],
  },
  conflicts: costConflicts,
  run: (params) => {
    const unit = moneyUnit(params);
    const run = costRun(params, {
      score: ({ costs, all, costsIn }, { reference, span, referenceSpan }) => {
        const countedMs = Math.max(0, span.to - span.from);
        const before = reference ? costsIn(reference.cells).money : null;
        const length = referenceSpan ? referenceSpan.to - referenceSpan.from : 0;
        const usual = before !== null && length > 0 ? (before * countedMs) / length : null;
        const beside =
          usual === null || !Number.isFinite(usual)
            ? ''
            : `; the reference spent ${formatValue(usual, unit)} in the same time`;
        const sentence = `${formatValue(costs.money, unit)} for ${rowCount(costs.rows)}${beside}${leftOutWords(costs, all)}`;
        const score = scored(costs.money, costs.rows, { sentence, parts: modelShares(costs) });
        return score.ok ? { ...score, countedMs } : score;
      },
    });
    return { ...run, unit };
  },
});
