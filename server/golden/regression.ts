import { kendall, pearson, spearman } from '@/lib/stats/correlation';
import { isComputable, type NotComputable } from '@/lib/stats/notComputable';
import {
  meanLoss,
  meanPinballLoss,
  outerErrors,
  type Predictions,
  regressionErrors,
} from '@/lib/stats/regression';
import type { Adapter, Adapters } from './golden';
import { numbersOf } from './rows';

const overRows =
  (statistic: (rows: Predictions) => unknown): Adapter =>
  (inputs, _, golden) => {
    const [truth = [], predicted = []] = numbersOf(inputs, ['y_true', 'y_pred'], golden);
    return statistic({ truth, predicted });
  };

/** scikit-learn calls predictions of a constant truth 1 where they leave no error, else 0; of one row it has no answer. */
function orConstant(rows: Predictions, value: number | NotComputable, left: number): number | NotComputable {
  if (isComputable(value) || rows.truth.length < 2) return value;
  return left === 0 ? 1 : 0;
}

function r2(rows: Predictions) {
  const errors = regressionErrors(rows);
  if (!isComputable(errors)) return errors;
  const unexplained = errors.mse - errors.bias ** 2;
  return {
    ...errors,
    r2: orConstant(rows, errors.r2, errors.mse),
    explained_variance: orConstant(rows, errors.explainedVariance, unexplained),
  };
}

const percentage = (rows: Predictions) => meanLoss(rows, { loss: 'percentage', zeros: 'as in scikit-learn' });

/** Numbers predicted, and how they go together with the truth. */
export const regression: Adapters = {
  regression_metrics: overRows((rows) => {
    const [errors, outer, msle] = [r2(rows), outerErrors(rows), meanLoss(rows, { loss: 'squaredLog' })];
    if (!isComputable(errors) || !isComputable(outer)) return errors;
    return {
      ...errors,
      mape: percentage(rows),
      median_ae: outer.median,
      max_error: outer.max,
      msle,
      rmsle: isComputable(msle) ? Math.sqrt(msle) : msle,
      smape: meanLoss(rows, { loss: 'symmetricPercentage' }),
      pinball_90: meanPinballLoss(rows, 0.9),
    };
  }),
  correlation: overRows(({ truth: x, predicted: y }) => ({
    pearson: pearson({ x, y }),
    spearman: spearman({ x, y }),
    kendall: kendall({ x, y }),
  })),
  mae: overRows(regressionErrors),
  r2: overRows(r2),
  mape: overRows((rows) => only('mape', percentage(rows))),
  msle: overRows((rows) => only('msle', meanLoss(rows, { loss: 'squaredLog' }))),
};

const only = (key: string, value: number | NotComputable) => (isComputable(value) ? { [key]: value } : value);
