import type { PerformanceCounts, PerformanceMetric } from './binaryPerformance';
import type { Confusion } from './confusion';
import { type NotComputable, notComputable } from './notComputable';
import type { ScorePoint } from './scorePoints';

/**
 * How far a metric over a window of rows strays by chance alone: its standard error, from a reference.
 *
 * What for: to tell a change of performance from the luck of a small window.
 *
 * @param reference counts with labels
 * @param metric one of those of `binaryPerformance`
 * @param rows of the window
 * @returns at least 0, falls with the root of the rows (counts: rises); not computable where the reference has no rows
 *   that the metric rests on
 * @source NannyML, sampling error; DeLong, DeLong and Clarke-Pearson 1988 for the variance over positives in ROC AUC
 * @matches nannyml.sampling_error.binary_classification; ties count half in ROC AUC
 * @example performanceSamplingError({ confusion: { truePositives: 5, falsePositives: 5, falseNegatives: 5, trueNegatives: 5 }, points: [] }, 'accuracy', 25) // 0.1
 */
export function performanceSamplingError(
  reference: PerformanceCounts,
  metric: PerformanceMetric,
  rows: number,
): number | NotComputable {
  const { confusion, points } = reference;
  if (!(rows > 0)) return notComputable('no rows');
  const { spread, share } = metric === 'rocAuc' ? ofRanking(points) : ofCounts(confusion, metric);
  if (!(share > 0)) return notComputable('the reference has no rows that this metric rests on');
  const isCount = metric in confusion;
  return isCount ? spread * Math.sqrt(rows) : spread / Math.sqrt(rows * share);
}

/** Standard deviation of what a row contributes, over the rows that count, and the share of rows that do. */
type Component = { spread: number; share: number };

function ofCounts(c: Confusion, metric: Exclude<PerformanceMetric, 'rocAuc'>): Component {
  const { truePositives, trueNegatives, falsePositives, falseNegatives } = c;
  const rows = truePositives + trueNegatives + falsePositives + falseNegatives;
  const hits = (hit: number, relevant: number) => ({
    spread: Math.sqrt((hit / relevant) * (1 - hit / relevant)),
    share: relevant / rows,
  });
  if (metric === 'accuracy') return hits(truePositives + trueNegatives, rows);
  if (metric === 'precision') return hits(truePositives, truePositives + falsePositives);
  if (metric === 'recall') return hits(truePositives, truePositives + falseNegatives);
  if (metric === 'specificity') return hits(trueNegatives, trueNegatives + falsePositives);
  if (metric !== 'f1') return hits(c[metric], rows);
  const relevant = truePositives + falsePositives + falseNegatives;
  const { spread, share } = hits(truePositives, relevant);
  return { spread: (spread * relevant) / (truePositives + (falsePositives + falseNegatives) / 2), share };
}

/** Over the rarer class: the share of the other one's rows that each row is on the right side of. */
function ofRanking(points: readonly ScorePoint[]): Component {
  const positives = points.reduce((total, point) => total + point.positives, 0);
  const negatives = points.reduce((total, point) => total + point.negatives, 0);
  const swapped = positives > negatives;
  const ordered = swapped ? [...points].reverse() : points;
  const [own, other] = swapped ? [negatives, positives] : [positives, negatives];
  if (own === 0) return { spread: 0, share: 0 };
  let [below, sum, squares] = [0, 0, 0];
  for (const point of ordered) {
    const [ours, theirs] = swapped ? [point.negatives, point.positives] : [point.positives, point.negatives];
    const share = (below + theirs / 2) / other;
    sum += ours * share;
    squares += ours * share * share;
    below += theirs;
  }
  const mean = sum / own;
  return { spread: Math.sqrt(Math.max(0, squares / own - mean * mean)), share: own / (own + other) };
}
