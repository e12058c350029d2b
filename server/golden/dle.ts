import { boosting, predictBoosted } from '@/lib/stats/boosting';
import { ERROR_METRICS, type ErrorMetric, errorFromLosses, errorSamplingError } from '@/lib/stats/dle';
import { leastSquares, predictLinear, type TrainingRows } from '@/lib/stats/leastSquares';
import { moments } from '@/lib/stats/moments';
import { isComputable, type NotComputable } from '@/lib/stats/notComputable';
import { rowLosses } from '@/lib/stats/regression';
import { spreadLimits } from '@/lib/stats/spreadLimits';
import { chunksOf } from './chunks';
import type { Adapter, Adapters, Inputs } from './golden';

type Side = { columns: number[][]; losses: Float64Array };
type Predict = (columns: readonly number[][]) => ArrayLike<number>;

const numberOf = (value: number | NotComputable) => (typeof value === 'number' ? value : Number.NaN);

/** Features and prediction as columns, and the losses of their rows. */
function sideOf(inputs: Inputs, rows: string, metric: ErrorMetric): Side | NotComputable {
  const [y, predicted] = [String(inputs.raw('y')), String(inputs.raw('pred'))];
  const names = [...(inputs.raw('features') as string[]), predicted, y];
  const table = inputs.table(names, inputs.raw(rows) as [number, number]);
  const columns = names.map((_, at) => table.map((row) => row[at] ?? Number.NaN));
  const truth = columns.pop() ?? [];
  const losses = rowLosses(
    { truth, predicted: columns.at(-1) ?? [] },
    { loss: ERROR_METRICS[metric].loss, zeros: 'as in scikit-learn' },
  );
  return isComputable(losses) ? { columns, losses } : losses;
}

function linear(rows: TrainingRows): Predict | NotComputable {
  const model = leastSquares(rows);
  return isComputable(model) ? (columns) => predictLinear(model, columns) : model;
}

function boosted(rows: TrainingRows): Predict | NotComputable {
  const model = boosting(rows);
  return isComputable(model) ? (columns) => predictBoosted(model, columns) : model;
}

/** Chunk by chunk what was expected of the errors, what they were, and what is usual. */
const estimated =
  (train: typeof linear): Adapter =>
  (inputs, params) => {
    const metric = params.metric as ErrorMetric;
    const size = Number(params.chunk_size);
    const [reference, current] = [sideOf(inputs, 'ref_rows', metric), sideOf(inputs, 'rows', metric)];
    if (!isComputable(reference)) return reference;
    if (!isComputable(current)) return current;
    const predict = train({ columns: reference.columns, target: reference.losses });
    const shape = moments(reference.losses);
    if (!isComputable(predict)) return predict;
    if (!isComputable(shape)) return shape;
    const errors = (losses: ArrayLike<number>) =>
      chunksOf(Array.from(losses), size).map((chunk) => numberOf(errorFromLosses(metric, chunk)));
    const limits = spreadLimits(errors(reference.losses), { min: 0 });
    if (!isComputable(limits)) return limits;
    const expected = errors(predict(current.columns));
    const realized = errors(current.losses);
    const off = (values: readonly number[]) =>
      realized.reduce((sum, value, i) => sum + Math.abs(value - (values[i] ?? 0)), 0) / realized.length;
    return {
      estimated: expected,
      realized,
      sampling_error: chunksOf(Array.from(current.losses), size).map((chunk) =>
        numberOf(errorSamplingError(metric, shape, chunk.length)),
      ),
      lower_threshold: limits.low,
      upper_threshold: limits.high,
      alert: expected.map((value) => value < limits.low || value > limits.high),
      reference_mae: shape.mean,
      mean_abs_error_of_estimate: off(expected),
      mean_abs_error_of_constant: off(realized.map(() => shape.mean)),
    };
  };

/** Regression without labels. */
export const dle: Adapters = {
  dle_linear: estimated(linear),
  dle_boosted_quality: estimated(boosted),
};
