import * as z from 'zod';
import { defineDetector, type Score, unscored } from '@/lib/blocks/block';
import { type Encoded, featureColumns, featuresRun, sharesByColumn } from '@/lib/blocks/features';
import { figure, percent } from '@/lib/blocks/words';
import { domainAuc } from '@/lib/stats/domainAuc';
import { isComputable } from '@/lib/stats/notComputable';
import { normalTail } from '@/lib/stats/special/normal';

/** Rows of a side that are looked at: five classifiers are fitted to them in each window. */
const ROWS_MAX = 400;
const LEAST = { reference: 20, current: 20 };
const PARTS_MAX = 10;

/** AUC of a small classifier that tells the window's rows from the reference's. */
export const domainClassifier = defineDetector({
  type: 'domain_classifier',
  title: 'Domain classifier',
  category: 'data drift',
  unit: 'score',
  worse: 'higher',
  summary: 'How well a small model can tell rows of now from rows of the reference.',
  when: 'Reach for it to notice any change in many columns at once, with the columns that gave it away. 0.5 is no change, 1 is another world. It looks at a sample of up to 400 rows a side.',
  synonyms: [
    'multivariate',
    'adversarial validation',
    'classifier two-sample test',
    'auc',
    'joint drift',
    'nannyml',
  ],
  sources: ['Lopez-Paz and Oquab 2017, Revisiting classifier two-sample tests'],
  params: z.strictObject({
    columns: featureColumns(),
  }),
  example: { columns: ['age', 'hours_per_week', 'latency_ms', 'workclass'] },
  run: ({ columns = [] }) => ({
    ...featuresRun(columns, { min: LEAST, max: ROWS_MAX }, scoreAuc),
    givesUsual: true,
  }),
});

function scoreAuc({ reference, current, axes }: Encoded): Score {
  const found = domainAuc(reference, current);
  if (!isComputable(found)) return unscored(found.notComputable, current.length);
  const { auc, standardError, importance } = found;
  const error = 1.96 * standardError;
  const shares = [...sharesByColumn(axes, importance)].filter(([, share]) => share > 0).slice(0, PARTS_MAX);
  const [top] = shares;
  const told = auc - error > 0.5;
  const by = top ? `, most by ${top[0]} (${percent(top[1])} of what it went by)` : '';
  return {
    ok: true,
    value: auc,
    rows: current.length,
    explanation: {
      sentence: told
        ? `a classifier tells this window from the reference with an AUC of ${figure(auc)}${by}`
        : `a classifier cannot tell this window from the reference: its AUC of ${figure(auc)} is within chance of 0.5`,
      parts: shares.map(([column, share]) => ({ label: column, reference: null, current: share })),
    },
    usual: { upTo: 0.5 + 1.645 * standardError, pValue: normalTail((auc - 0.5) / standardError) },
    interval: { low: Math.max(0, auc - error), high: Math.min(1, auc + error), level: 0.95 },
  };
}
