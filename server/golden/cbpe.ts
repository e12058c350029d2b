import {
  binaryPerformance,
  PERFORMANCE_METRICS,
  type PerformanceCounts,
} from '@/lib/stats/binaryPerformance';
import { expectedCounts } from '@/lib/stats/cbpe';
import { isotonic, isotonicAt } from '@/lib/stats/isotonic';
import { needsCalibration } from '@/lib/stats/needsCalibration';
import { isComputable, type NotComputable } from '@/lib/stats/notComputable';
import { performanceSamplingError } from '@/lib/stats/performanceSamplingError';
import { quantile } from '@/lib/stats/quantile';
import { type ScorePoint, scorePoints } from '@/lib/stats/scorePoints';
import { spreadLimits } from '@/lib/stats/spreadLimits';
import { chunksOf } from './chunks';
import type { Adapter, Adapters, Golden, Inputs } from './golden';
import { numpyOrder } from './numpyOrder';
import { numbersOf } from './rows';
import { stratifiedSplits } from './stratifiedSplits';

type Row = { label: number; predicted: number; score: number };

function rowsOf(inputs: Inputs, names: [string, string, string], golden: Golden): Row[] {
  const [labels = [], predicted = [], scores = []] = numbersOf(inputs, names, golden);
  return labels.map((label, i) => ({ label, predicted: predicted[i] ?? 0, score: scores[i] ?? 0 }));
}

/** Rows by score and by label or predicted class. */
function pointsOf(rows: readonly Row[], of: (row: Row) => number): ScorePoint[] {
  const points = scorePoints(
    rows.map((row) => of(row) === 1),
    rows.map((row) => row.score),
  );
  return isComputable(points) ? points : [];
}

function realized(rows: readonly Row[]): PerformanceCounts {
  const count = (label: number, predicted: number) =>
    rows.filter((row) => row.label === label && row.predicted === predicted).length;
  return {
    confusion: {
      truePositives: count(1, 1),
      falsePositives: count(0, 1),
      falseNegatives: count(1, 0),
      trueNegatives: count(0, 0),
    },
    points: pointsOf(rows, (row) => row.label),
  };
}

/** Rows apart in the order in which NannyML ranks them: by the score of the rarer class, ties as numpy leaves them. */
function rankedApart(rows: readonly Row[]): ScorePoint[] {
  const points = rows.map(({ label, score }) => ({ score, positives: label, negatives: 1 - label }));
  const swapped = rows.filter((row) => row.label === 1).length > rows.length / 2;
  const order = numpyOrder(rows.map(({ score }) => (swapped ? 1 - score : score)));
  const ranked = order.flatMap((at) => points[at] ?? []);
  return swapped ? ranked.reverse() : ranked;
}

const NAMES: Record<string, string> = {
  rocAuc: 'roc_auc',
  truePositives: 'true_positive',
  trueNegatives: 'true_negative',
  falsePositives: 'false_positive',
  falseNegatives: 'false_negative',
};

const numberOf = (value: number | NotComputable | undefined) =>
  typeof value === 'number' ? value : Number.NaN;

const cbpeBinary: Adapter = (inputs, params, golden) => {
  const reference = rowsOf(inputs, ['ref_y', 'ref_pred', 'ref_score'], golden);
  const size = Number(params.chunk_size);
  const chunks = chunksOf(rowsOf(inputs, ['y', 'pred', 'score'], golden), size);
  const known = realized(reference);
  const ranked = { ...known, points: rankedApart(reference) };
  const calibrated = calibrationNeeded(
    reference.map((row) => row.label === 1),
    reference.map((row) => row.score),
  );
  const line = isotonic(known.points);
  if (!isComputable(calibrated)) return calibrated;
  if (!isComputable(line)) return line;
  const probability = (score: number) => (calibrated ? isotonicAt(line, score) : score);
  const estimates = chunks.map((rows) =>
    binaryPerformance(
      expectedCounts(
        pointsOf(rows, (row) => row.predicted),
        probability,
      ),
    ),
  );
  const truths = chunks.map((rows) => binaryPerformance(realized(rows)));
  const past = chunksOf(reference, size).map((rows) => binaryPerformance(realized(rows)));
  const metrics = PERFORMANCE_METRICS.map((metric) => {
    const isCount = metric in known.confusion;
    const limits = spreadLimits(
      past.map((found) => numberOf(found[metric])),
      isCount ? { min: 0 } : { min: 0, max: 1 },
    );
    if (!isComputable(limits)) return [metric, limits];
    const estimated = estimates.map((found) => numberOf(found[metric]));
    const shown = {
      estimated,
      realized: truths.map((found) => numberOf(found[metric])),
      sampling_error: chunks.map((rows) => numberOf(performanceSamplingError(ranked, metric, rows.length))),
      lower_threshold: limits.low,
      upper_threshold: limits.high,
      alert: estimated.map((value) => value < limits.low || value > limits.high),
    };
    return [NAMES[metric] ?? metric, shown];
  });
  return { calibrated, chunks: chunks.length, metrics: Object.fromEntries(metrics) };
};

/** With the splits that scikit-learn draws for NannyML. */
function calibrationNeeded(labels: readonly boolean[], scores: readonly number[]): boolean | NotComputable {
  const points = scorePoints(labels, scores);
  if (!isComputable(points)) return points;
  const places = new Map(points.map(({ score }, at) => [score, at]));
  const heldOut = stratifiedSplits(labels, 10).map((rows) => {
    const drawn = points.map(({ score }) => ({ score, positives: 0, negatives: 0 }));
    for (const row of rows) {
      const point = drawn[places.get(scores[row] ?? 0) ?? -1];
      if (point) point[labels[row] ? 'positives' : 'negatives'] += 1;
    }
    return drawn;
  });
  return needsCalibration(points, heldOut);
}

const labelled = (inputs: Inputs, golden: Golden) => {
  const [labels = [], scores = []] = numbersOf(inputs, ['ref_y', 'ref_score'], golden);
  return { labels: labels.map((label) => label === 1), scores };
};

/** Quantiles of the scores at which a calibration is compared. */
const AT = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1];

/** Classification without labels. */
export const cbpe: Adapters = {
  cbpe_binary: cbpeBinary,
  isotonic(inputs, _, golden) {
    const { labels, scores } = labelled(inputs, golden);
    const points = scorePoints(labels, scores);
    const line = isComputable(points) ? isotonic(points) : points;
    if (!isComputable(line)) return line;
    const sorted = Float64Array.from(inputs.numbers('score')).sort();
    const at = AT.map((q) => numberOf(quantile(sorted, q)));
    return { at, calibrated: at.map((score) => isotonicAt(line, score)) };
  },
  needs_calibration(inputs, _, golden) {
    const { labels, scores } = labelled(inputs, golden);
    const needed = calibrationNeeded(labels, scores);
    return isComputable(needed) ? { needed } : needed;
  },
};
