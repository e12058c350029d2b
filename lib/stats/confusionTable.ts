import type { Confusion, ConfusionMetric } from './confusion';
import { isComputable, type NotComputable, notComputable } from './notComputable';

/** Rows by true class (first index) and predicted class (second), the same classes in the same order on both. */
export type ConfusionTable = readonly (readonly number[])[];

/**
 * The confusion of two classes as a table: negative first.
 *
 * What for: metrics of the whole table, such as Cohen's kappa, for two classes.
 *
 * @returns 2 by 2, rows the truth
 * @matches sklearn.metrics.confusion_matrix
 * @example binaryTable({ truePositives: 4, falsePositives: 2, falseNegatives: 3, trueNegatives: 1 }) // [[1, 2], [3, 4]]
 */
export function binaryTable(c: Confusion): ConfusionTable {
  return [
    [c.trueNegatives, c.falsePositives],
    [c.falseNegatives, c.truePositives],
  ];
}

/**
 * One class of a table against the rest.
 *
 * What for: precision, recall and so on of each class.
 *
 * @param at the class's place in the table
 * @returns counts that sum to the table's rows
 * @matches sklearn.metrics.multilabel_confusion_matrix
 * @example oneVsRest([[1, 2], [3, 4]], 1) // { truePositives: 4, falsePositives: 2, falseNegatives: 3, trueNegatives: 1 }
 */
export function oneVsRest(table: ConfusionTable, at: number): Confusion {
  const { rows, truth, predicted, right } = marginsOf(table);
  const truePositives = right[at] ?? 0;
  const falsePositives = (predicted[at] ?? 0) - truePositives;
  const falseNegatives = (truth[at] ?? 0) - truePositives;
  return {
    truePositives,
    falsePositives,
    falseNegatives,
    trueNegatives: rows - truePositives - falsePositives - falseNegatives,
  };
}

export type Averaging = {
  metric: ConfusionMetric;
  /** Macro: each class counts alike. Weighted: by its rows. Micro: all classes' counts are added first. */
  average: 'macro' | 'micro' | 'weighted';
  /** A class without an answer is left out, or counts as 0 as in scikit-learn. */
  undefinedAs?: 'left out' | 0;
};

/**
 * A metric of one class against the rest, averaged over the classes of a table.
 *
 * What for: precision, recall, F1 of a model with many classes in one number.
 *
 * @returns in the metric's range; not computable where it is so for every class that counts
 * @matches sklearn.metrics.precision_recall_fscore_support(average=…) with `undefinedAs: 0`
 * @example averageOf([[1, 1], [0, 2]], { metric: (c) => c.truePositives / (c.truePositives + c.falseNegatives), average: 'macro' }) // 0.75
 */
export function averageOf(table: ConfusionTable, averaging: Averaging): number | NotComputable {
  const { metric, average, undefinedAs = 'left out' } = averaging;
  const classes = table.map((_, at) => oneVsRest(table, at));
  if (average === 'micro') return metric(pooled(classes));
  let [total, weights] = [0, 0];
  for (const one of classes) {
    const value = metric(one);
    if (!isComputable(value) && undefinedAs === 'left out') continue;
    const weight = average === 'macro' ? 1 : one.truePositives + one.falseNegatives;
    total += weight * (isComputable(value) ? value : 0);
    weights += weight;
  }
  return weights > 0 ? total / weights : notComputable('no class has an answer');
}

/**
 * Mean recall of the classes that occur.
 *
 * What for: accuracy when some classes are rare: always answering the most common class gives 1 / classes.
 *
 * @returns in [0, 1]; not computable where there are no rows
 * @matches sklearn.metrics.balanced_accuracy_score
 * @example balancedAccuracyOf([[3, 1], [1, 1]]) // 0.625
 */
export function balancedAccuracyOf(table: ConfusionTable): number | NotComputable {
  const { rows, truth, right } = marginsOf(table);
  if (rows === 0) return notComputable('no rows');
  const recalls = truth.flatMap((size, at) => (size > 0 ? [(right[at] ?? 0) / size] : []));
  return recalls.reduce((a, b) => a + b, 0) / recalls.length;
}

/**
 * Matthews correlation coefficient: the correlation between truth and prediction.
 *
 * What for: one number that is high only where all classes, common or rare, are predicted well.
 *
 * @returns in [-1, 1] for two classes, at most 1 for more; 0 is chance; not computable where all rows have one true
 *   class or one predicted class (scikit-learn answers 0)
 * @source Matthews 1975; Gorodkin 2004 for more than two classes
 * @matches sklearn.metrics.matthews_corrcoef elsewhere
 * @example matthewsOf([[3, 1], [1, 3]]) // 0.5
 */
export function matthewsOf(table: ConfusionTable): number | NotComputable {
  const { rows, truth, predicted, right } = marginsOf(table);
  if (rows === 0) return notComputable('no rows');
  const squares = rows * rows;
  const [spreadTruth, spreadPredicted] = [squares - dot(truth, truth), squares - dot(predicted, predicted)];
  if (spreadTruth === 0) return notComputable('every row is of one class');
  if (spreadPredicted === 0) return notComputable('every row is predicted one class');
  const together = rows * right.reduce((a, b) => a + b, 0) - dot(truth, predicted);
  return together / Math.sqrt(spreadTruth) / Math.sqrt(spreadPredicted);
}

/**
 * Cohen's kappa: how far agreement goes beyond what the frequencies of the classes give by chance.
 *
 * What for: accuracy that cannot be had by guessing; agreement of two judges.
 *
 * @returns at most 1, 0 is chance; not computable where chance alone gives full agreement (one class on both sides)
 * @source Cohen 1960
 * @matches sklearn.metrics.cohen_kappa_score
 * @example cohenKappaOf([[3, 1], [1, 3]]) // 0.5
 */
export function cohenKappaOf(table: ConfusionTable): number | NotComputable {
  const { rows, truth, predicted, right } = marginsOf(table);
  if (rows === 0) return notComputable('no rows');
  const byChance = dot(truth, predicted) / rows;
  if (byChance === rows) return notComputable('every row is of one class, and predicted so');
  return (right.reduce((a, b) => a + b, 0) - byChance) / (rows - byChance);
}

function marginsOf(table: ConfusionTable) {
  const truth = table.map((row) => row.reduce((a, b) => a + b, 0));
  const predicted = table.map((_, at) => table.reduce((total, row) => total + (row[at] ?? 0), 0));
  const right = table.map((row, at) => row[at] ?? 0);
  return { rows: truth.reduce((a, b) => a + b, 0), truth, predicted, right };
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((total, value, i) => total + value * (b[i] ?? 0), 0);
}

function pooled(classes: readonly Confusion[]): Confusion {
  const total = (name: keyof Confusion) => classes.reduce((sum, one) => sum + one[name], 0);
  return {
    truePositives: total('truePositives'),
    falsePositives: total('falsePositives'),
    falseNegatives: total('falseNegatives'),
    trueNegatives: total('trueNegatives'),
  };
}
