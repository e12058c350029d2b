import * as z from 'zod';
import { defineDetector, formatValue, type Unit } from '@/lib/blocks/block';
import { classBin, classParams } from '@/lib/blocks/classes';
import { cellsOf, tableRun } from '@/lib/blocks/confusions';
import { businessValueOf } from '@/lib/stats/businessValue';
import { oneVsRest } from '@/lib/stats/confusionTable';

const worth = (title: string, description: string) =>
  z.number().min(-1e9).max(1e9).default(0).meta({ title, description, unit: 'money or points' });

/** What predictions were worth, from a value for each cell of the confusion matrix. */
export const businessValue = defineDetector({
  type: 'business_value',
  title: 'Business value',
  category: 'model performance',
  unit: 'score',
  worse: 'lower',
  summary: 'What right and wrong predictions were worth, in money or points.',
  when: 'Reach for it when mistakes have a price: give each kind of right and wrong answer its value, losses below 0. It needs labels, which may come later.',
  synonyms: ['cost matrix', 'profit', 'utility', 'cost of errors', 'expected value', 'revenue'],
  sources: ['Elkan 2001, The foundations of cost-sensitive learning'],
  params: classParams.extend({
    truePositive: worth('A positive, caught', 'What a row is worth that was positive and predicted so.'),
    falsePositive: worth('A false alarm', 'What a row is worth that was wrongly predicted positive.'),
    falseNegative: worth('A positive, missed', 'What a row is worth that was positive and not predicted so.'),
    trueNegative: worth('A negative, left alone', 'What a row is worth that was neither.'),
    per: z
      .enum(['row', 'window'])
      .default('row')
      .meta({ title: 'Per', description: 'The mean of a labelled row, or the sum of the window.' }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, { error: 'expected a currency such as EUR' })
      .optional()
      .meta({
        title: 'Currency',
        description: 'Such as EUR; left out, the values are points.',
        advanced: true,
      }),
  }),
  example: { prediction: 'prediction', label: 'income_gt_50k', truePositive: 100, falsePositive: -20 },
  run: ({ per, currency, truePositive, falsePositive, falseNegative, trueNegative, ...params }) => {
    const values = { truePositive, falsePositive, falseNegative, trueNegative };
    const unit: Unit = currency === undefined ? 'score' : `money ${currency}`;
    const one = { positive: String(params.positive), bin: classBin(params.positive) };
    const run = tableRun(
      params,
      {
        name: 'business value',
        value: ({ table }) => businessValueOf(oneVsRest(table, 1), { values, per }),
        explain: (value, now, before) => {
          const c = oneVsRest(now.table, 1);
          const counts = `${c.truePositives} caught, ${c.falsePositives} false alarms, ${c.falseNegatives} missed`;
          const sentence = `worth ${formatValue(value, unit)} a ${per}: ${counts}`;
          return { sentence, parts: cellsOf(now, before) };
        },
      },
      one,
    );
    return { ...run, unit };
  },
});
