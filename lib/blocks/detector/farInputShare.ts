import * as z from 'zod';
import { defineDetector, type Score, scored } from '@/lib/blocks/block';
import { type Encoded, featureColumns, featuresRun } from '@/lib/blocks/features';
import { figure, percent } from '@/lib/blocks/words';
import { nearestDistances } from '@/lib/stats/nearestDistances';

/** Rows of a side that are looked at: each of now is compared with each of then. */
const ROWS_MAX = 500;
const LEAST = { reference: 50, current: 1 };

/** Share of rows that lie further from the reference than nearly all of its own rows lie from one another. */
export const farInputShare = defineDetector({
  type: 'far_input_share',
  title: 'Inputs far from the reference',
  category: 'security and privacy',
  unit: 'share',
  worse: 'higher',
  summary: 'The share of inputs that are unlike anything in the reference.',
  when: 'Reach for it where inputs may be made to deceive, or come from where the model has never learnt. With nothing changed it stays at about 1 %. It looks at a sample of up to 500 rows a side.',
  synonyms: [
    'out of distribution',
    'ood',
    'novelty',
    'adversarial',
    'outliers',
    'anomaly',
    'nearest neighbour',
  ],
  sources: [
    'Ramaswamy, Rastogi and Shim 2000, Efficient algorithms for mining outliers from large data sets',
  ],
  params: z.strictObject({
    columns: featureColumns(),
    usual: z.number().min(0.5).max(0.999).default(0.99).meta({
      title: 'Share that is usual',
      description:
        'So many of the reference count as near: 0.99 calls far what is further than 99 % of its rows.',
      advanced: true,
    }),
  }),
  example: { columns: ['age', 'hours_per_week', 'latency_ms', 'workclass'] },
  run: ({ columns = [], usual }) =>
    featuresRun(columns, { min: LEAST, max: ROWS_MAX }, (points) => scoreFar(points, usual)),
});

function scoreFar({ reference, current, axes }: Encoded, usual: number): Score {
  const own = nearestDistances(reference, reference, { isSelf: true }).sort((a, b) => a - b);
  const limit = own[Math.min(own.length - 1, Math.ceil(usual * own.length) - 1)] ?? 0;
  const distances = nearestDistances(current, reference, { isSelf: false });
  const far = distances.flatMap((distance, i) => (distance > limit ? [i] : []));
  const share = far.length / current.length;
  const detail = far.length === 0 ? '' : `, most of them by ${outlying({ reference, current, axes }, far)}`;
  return scored(share, current.length, {
    sentence: `${percent(share)} of inputs (${far.length} of ${current.length} looked at) are further than ${figure(limit)} from every row of the reference, as ${percent(1 - usual)} of its own are${detail}`,
    parts: [
      { label: 'far', reference: 1 - usual, current: share },
      { label: 'near', reference: usual, current: 1 - share },
    ],
  });
}

/** The column on which far rows lie furthest from the middle of the reference, in the sum of squares. */
function outlying({ reference, current, axes }: Encoded, far: readonly number[]): string {
  const offsets = axes.map((column, j) => {
    const middle = reference.reduce((sum, row) => sum + (row[j] ?? 0), 0) / reference.length;
    return { column, offset: far.reduce((sum, i) => sum + ((current[i]?.[j] ?? 0) - middle) ** 2, 0) };
  });
  const byColumn = new Map<string, number>();
  for (const { column, offset } of offsets) byColumn.set(column, (byColumn.get(column) ?? 0) + offset);
  return [...byColumn].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 'none';
}
