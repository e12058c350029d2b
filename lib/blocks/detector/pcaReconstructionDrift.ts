import * as z from 'zod';
import { defineDetector, type Score, unscored } from '@/lib/blocks/block';
import { type Encoded, featureColumns, featuresRun, sharesByColumn } from '@/lib/blocks/features';
import { figure } from '@/lib/blocks/words';
import { isComputable } from '@/lib/stats/notComputable';
import { reconstructionErrors } from '@/lib/stats/reconstructionErrors';
import { normalTwoSided } from '@/lib/stats/special/normal';

/** Rows of a side that are looked at. */
const ROWS_MAX = 1000;
const LEAST = { reference: 30, current: 30 };
/** As NannyML has it. */
const VARIANCE_SHARE = 0.65;
const PARTS_MAX = 10;

/** How much worse or better rows are rebuilt from the reference's principal components, in its standard deviations. */
export const pcaReconstructionDrift = defineDetector({
  type: 'pca_reconstruction_drift',
  title: 'Multivariate drift (PCA)',
  category: 'data drift',
  unit: 'score',
  worse: 'higher',
  summary: 'How much the columns together no longer follow the patterns of the reference.',
  when: 'Reach for it when columns may drift together while each alone looks the same. 0 is no change; from about 0.2 on, rows are clearly unlike those of the reference. It looks at a sample of up to 1,000 rows.',
  synonyms: ['multivariate', 'principal components', 'reconstruction error', 'nannyml', 'joint drift', 'pca'],
  sources: [
    'NannyML, Multivariate drift detection by data reconstruction',
    'Jolliffe 2002, Principal Component Analysis',
  ],
  params: z.strictObject({
    columns: featureColumns(),
  }),
  example: { columns: ['age', 'hours_per_week', 'latency_ms', 'workclass'] },
  run: ({ columns = [] }) => ({
    ...featuresRun(columns, { min: LEAST, max: ROWS_MAX }, scoreErrors),
    givesUsual: true,
  }),
});

/** Each half of the reference is rebuilt from the other's components: rows that a fit knows would look too good. */
function scoreErrors({ reference, current, axes }: Encoded): Score {
  const half = Math.ceil(reference.length / 2);
  const [one, other] = [reference.slice(0, half), reference.slice(half)];
  const first = reconstructionErrors(one, [...other, ...current], VARIANCE_SHARE);
  const second = reconstructionErrors(other, [...one, ...current], VARIANCE_SHARE);
  if (!isComputable(first)) return unscored(first.notComputable, current.length);
  if (!isComputable(second)) return unscored(second.notComputable, current.length);
  const before = spread([...first.current.slice(0, other.length), ...second.current.slice(0, one.length)]);
  const now = spread(
    current.map(
      (_, i) => ((first.current[other.length + i] ?? 0) + (second.current[one.length + i] ?? 0)) / 2,
    ),
  );
  if (!(before.sd > 0))
    return unscored('the rows of the reference are rebuilt without any error', current.length);
  const moved = (now.mean - before.mean) / before.sd;
  const error = 1.96 * Math.sqrt(1 / reference.length + (now.sd / before.sd) ** 2 / current.length);
  const value = Math.abs(moved);
  const verdict = value <= error ? 'about as well as' : moved > 0 ? 'less well than' : 'better than';
  const [then, since] = columnShares({ reference: one, current, axes });
  const top = [...since].slice(0, PARTS_MAX);
  return {
    ok: true,
    value: value,
    rows: current.length,
    explanation: {
      sentence: `rows follow the reference's patterns ${verdict} those of the reference: error ${figure(now.mean)} against ${figure(before.mean)}, most in ${top[0]?.[0] ?? 'none'}`,
      parts: top.map(([column, share]) => ({
        label: `error in ${column}`,
        reference: then.get(column) ?? 0,
        current: share,
      })),
    },
    usual: { upTo: error, pValue: normalTwoSided((1.96 * value) / error) },
    interval: { low: Math.max(0, value - error), high: value + error, level: 0.95 },
  };
}

function columnShares({ reference, current, axes }: Encoded): [Map<string, number>, Map<string, number>] {
  const errors = reconstructionErrors(reference, current, VARIANCE_SHARE);
  if (!isComputable(errors)) return [new Map(), new Map()];
  return [sharesByColumn(axes, errors.byColumn.reference), sharesByColumn(axes, errors.byColumn.current)];
}

function spread(values: readonly number[]): { mean: number; sd: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, sd: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length) };
}
