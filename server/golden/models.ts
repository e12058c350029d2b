import { averagePrecision } from '@/lib/stats/averagePrecision';
import { brier } from '@/lib/stats/brier';
import { calibrationError } from '@/lib/stats/calibrationError';
import {
  accuracyOf,
  type Confusion,
  type ConfusionMetric,
  f1Of,
  fBetaOf,
  jaccardOf,
  precisionOf,
  recallOf,
  specificityOf,
} from '@/lib/stats/confusion';
import {
  averageOf,
  balancedAccuracyOf,
  binaryTable,
  type ConfusionTable,
  cohenKappaOf,
  matthewsOf,
  oneVsRest,
} from '@/lib/stats/confusionTable';
import { ksOfScores } from '@/lib/stats/ksOfScores';
import { logLoss } from '@/lib/stats/logLoss';
import { multiclassAuc } from '@/lib/stats/multiclassAuc';
import { multiclassLogLoss } from '@/lib/stats/multiclassLogLoss';
import { isComputable, type NotComputable, notComputable } from '@/lib/stats/notComputable';
import { rocAuc } from '@/lib/stats/rocAuc';
import { type ScorePoint, scorePoints } from '@/lib/stats/scorePoints';
import { topKAccuracy } from '@/lib/stats/topKAccuracy';
import type { Adapter, Adapters, Golden, Inputs } from './golden';
import { regression } from './regression';
import { numbersOf } from './rows';

/** scikit-learn counts a metric of nothing as 0. */
const orZero = (value: number | NotComputable) => (isComputable(value) ? value : 0);

type Classes = { classes: number[]; table: ConfusionTable };

/** Rows by truth and prediction, the classes in order; libraries raise where one is missing. */
function classesOf(inputs: Inputs, golden: Golden): Classes | NotComputable {
  const [truth = [], predicted = []] = numbersOf(inputs, ['y_true', 'y_pred'], golden);
  if (truth.length !== predicted.length) return notComputable('not every label has a prediction');
  if ([...truth, ...predicted].some(Number.isNaN)) return notComputable('a class is missing');
  const classes = [...new Set([...truth, ...predicted])].sort((a, b) => a - b);
  const table = classes.map(() => classes.map(() => 0));
  truth.forEach((label, i) => {
    const row = table[classes.indexOf(label)];
    const at = classes.indexOf(predicted[i] ?? Number.NaN);
    if (row) row[at] = (row[at] ?? 0) + 1;
  });
  return { classes, table };
}

const overTable =
  (statistic: (table: ConfusionTable) => unknown): Adapter =>
  (inputs, _, golden) => {
    const found = classesOf(inputs, golden);
    return isComputable(found) ? statistic(found.table) : found;
  };

/** The positive class is 1. */
const overConfusion =
  (statistic: (confusion: Confusion) => unknown): Adapter =>
  (inputs, _, golden) => {
    const found = classesOf(inputs, golden);
    return isComputable(found) ? statistic(oneVsRest(found.table, found.classes.indexOf(1))) : found;
  };

function averages(table: ConfusionTable): Record<string, number | NotComputable> {
  const metrics: Record<string, ConfusionMetric> = { precision: precisionOf, recall: recallOf, f1: f1Of };
  const kinds = ['macro', 'micro', 'weighted'] as const;
  return Object.fromEntries(
    Object.entries(metrics).flatMap(([name, metric]) =>
      kinds.map((average) => [`${name}_${average}`, averageOf(table, { metric, average, undefinedAs: 0 })]),
    ),
  );
}

/** A statistic over points of a score. */
const overPoints =
  (statistic: (points: ScorePoint[]) => unknown): Adapter =>
  (inputs, _, golden) => {
    const [truth = [], scores = []] = numbersOf(inputs, ['y_true', 'y_score'], golden);
    const labels = truth.map((label) => label === 1);
    const points = scorePoints(labels, scores);
    return isComputable(points) ? statistic(points) : points;
  };

/** Rows apart, so that those of one score are cut in their order where bins of equal mass meet. */
const calibration =
  (equal: 'width' | 'mass'): Adapter =>
  (inputs, params, golden) => {
    const [truth = [], scores = []] = numbersOf(inputs, ['y_true', 'y_score'], golden);
    const points = truth.map((label, row): ScorePoint => {
      const positives = label === 1 ? 1 : 0;
      return { score: scores[row] ?? Number.NaN, positives, negatives: 1 - positives };
    });
    points.sort((a, b) => a.score - b.score);
    const found = calibrationError(points, { bins: Number(params.bins ?? 10), equal });
    if (!isComputable(found)) return found;
    const bins = found.bins.map((bin) => [bin.index, bin.rows, bin.meanScore, bin.meanLabel]);
    return { ...found, bins };
  };

/** Models judged against labels. */
export const models: Adapters = {
  ...regression,
  confusion_matrix: overConfusion((c) => {
    const { truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn } = c;
    return { tp, fp, fn, tn };
  }),
  binary_metrics: overConfusion((c) => {
    const table = binaryTable(c);
    return {
      accuracy: accuracyOf(c),
      precision: orZero(precisionOf(c)),
      recall: orZero(recallOf(c)),
      f1: orZero(f1Of(c)),
      f2: orZero(fBetaOf(c, 2)),
      specificity: orZero(specificityOf(c)),
      balanced_accuracy: balancedAccuracyOf(table),
      mcc: orZero(matthewsOf(table)),
      kappa: cohenKappaOf(table),
      jaccard: orZero(jaccardOf(c)),
    };
  }),
  averaged_metrics: overTable(averages),
  multiclass_metrics: overTable((table) => {
    const each = (metric: ConfusionMetric) => table.map((_, at) => orZero(metric(oneVsRest(table, at))));
    return {
      ...averages(table),
      accuracy: averageOf(table, { metric: recallOf, average: 'micro' }),
      confusion: table,
      mcc: orZero(matthewsOf(table)),
      kappa: cohenKappaOf(table),
      balanced_accuracy: balancedAccuracyOf(table),
      precision_per_class: each(precisionOf),
      recall_per_class: each(recallOf),
    };
  }),
  multiclass_scores(inputs, _, golden) {
    const [labels = []] = numbersOf(inputs, ['y_true'], golden);
    const classes = [...new Set(labels)].sort((a, b) => a - b);
    const rows = { truth: labels.map((label) => classes.indexOf(label)), scores: inputs.matrix('y_scores') };
    return {
      ovr_macro: multiclassAuc(rows, { scheme: 'rest', average: 'macro' }),
      ovr_weighted: multiclassAuc(rows, { scheme: 'rest', average: 'weighted' }),
      ovo_macro: multiclassAuc(rows, { scheme: 'pairs', average: 'macro' }),
      log_loss: multiclassLogLoss(rows),
      top2: topKAccuracy(rows, 2),
    };
  },
  roc_auc: overPoints((points) => {
    const [area, gap] = [rocAuc(points), ksOfScores(points)];
    return isComputable(area) && isComputable(gap) ? { ...area, ...gap } : area;
  }),
  // scikit-learn answers 0 where no row is positive.
  average_precision: overPoints((points) => ({ ap: orZero(averagePrecision(points)) })),
  log_loss: overPoints((points) => ({ log_loss: logLoss(points) })),
  brier: overPoints((points) => ({ brier: brier(points) })),
  ece_equal_width: calibration('width'),
  ece_equal_mass: calibration('mass'),
};
