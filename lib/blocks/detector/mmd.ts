import * as z from 'zod';
import { defineDetector, type Score, unscored } from '@/lib/blocks/block';
import { type Encoded, featureColumns, featuresRun } from '@/lib/blocks/features';
import { figure } from '@/lib/blocks/words';
import { mmdTest } from '@/lib/stats/mmdTest';
import { isComputable } from '@/lib/stats/notComputable';

/** Rows of a side that are looked at: every pair of them is compared. */
const ROWS_MAX = 200;
const LEAST = { reference: 20, current: 20 };
const PERMUTATIONS = 199;

/** Squared maximum mean discrepancy of all columns together, with a permutation p-value. */
export const mmd = defineDetector({
  type: 'mmd',
  title: 'Maximum mean discrepancy',
  category: 'data drift',
  unit: 'score',
  worse: 'higher',
  summary: 'How far rows of now lie from rows of the reference, over all columns together.',
  when: 'Reach for it as one test for any change of columns together; the sentence says how likely chance alone gives as much. It looks at a sample of up to 200 rows a side.',
  synonyms: ['multivariate', 'kernel', 'two-sample test', 'permutation test', 'joint drift', 'p-value'],
  sources: ['Gretton et al. 2012, A kernel two-sample test'],
  params: z.strictObject({
    columns: featureColumns(),
  }),
  example: { columns: ['age', 'hours_per_week', 'latency_ms', 'workclass'] },
  run: ({ columns = [] }) => ({
    ...featuresRun(columns, { min: LEAST, max: ROWS_MAX }, (points) => scoreDiscrepancy(points, columns)),
    givesUsual: true,
  }),
});

function scoreDiscrepancy({ reference, current }: Encoded, columns: readonly string[]): Score {
  const found = mmdTest(reference, current, { permutations: PERMUTATIONS, seed: columns.join(' ') });
  if (!isComputable(found)) return unscored(found.notComputable, current.length);
  const value = Math.max(0, found.value);
  const chance =
    found.pValue <= 1 / (PERMUTATIONS + 1)
      ? `chance alone gave as much in none of ${PERMUTATIONS} shuffles`
      : `chance alone gives as much with a probability of ${figure(found.pValue)}`;
  const sentence = `the discrepancy of ${columns.length} columns together is ${figure(value)}; ${chance}`;
  const usual = { upTo: Math.max(0, found.upTo), pValue: found.pValue };
  return { ok: true, value, rows: current.length, explanation: { sentence, parts: [] }, usual };
}
