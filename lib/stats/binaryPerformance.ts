import { accuracyOf, type Confusion, f1Of, precisionOf, recallOf, specificityOf } from './confusion';
import { isComputable, type NotComputable } from './notComputable';
import { rocAuc } from './rocAuc';
import type { ScorePoint } from './scorePoints';

export const PERFORMANCE_METRICS = [
  'rocAuc',
  'f1',
  'precision',
  'recall',
  'specificity',
  'accuracy',
  'truePositives',
  'trueNegatives',
  'falsePositives',
  'falseNegatives',
] as const;
export type PerformanceMetric = (typeof PERFORMANCE_METRICS)[number];
export type Performance = Record<PerformanceMetric, number | NotComputable>;

/** What performance is computed from; counts may be expected ones, which are not whole. */
export type PerformanceCounts = {
  /** Rows by predicted and true class. */
  confusion: Confusion;
  /** Rows by score and true class, in rising order of the score. */
  points: readonly ScorePoint[];
};

/**
 * The usual metrics of a model with two classes, together.
 *
 * What for: to compare what was realized with what was estimated, metric by metric.
 *
 * @returns shares in [0, 1] and counts; each on its own not computable
 * @matches sklearn.metrics
 * @example binaryPerformance({ confusion: { truePositives: 1, falsePositives: 0, falseNegatives: 1, trueNegatives: 2 }, points: [] }).recall // 0.5
 */
export function binaryPerformance({ confusion, points }: PerformanceCounts): Performance {
  const area = rocAuc(points);
  return {
    ...confusion,
    rocAuc: isComputable(area) ? area.auc : area,
    f1: f1Of(confusion),
    precision: precisionOf(confusion),
    recall: recallOf(confusion),
    specificity: specificityOf(confusion),
    accuracy: accuracyOf(confusion),
  };
}
