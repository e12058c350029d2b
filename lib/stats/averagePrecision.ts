import { type NotComputable, notComputable } from './notComputable';
import type { ScorePoint } from './scorePoints';

/**
 * Average precision: the area under the curve of precision over recall, by steps.
 *
 * What for: how well a score ranks when positives are rare; chance gives the share of positives.
 *
 * @param points in rising order of the score
 * @returns in (0, 1]; not computable where no row was positive (scikit-learn answers 0 there)
 * @source Manning, Raghavan and Schütze 2008, chapter 8
 * @matches sklearn.metrics.average_precision_score; from bins, rows of one bin count as ties
 * @example averagePrecision([{ score: 0.2, positives: 1, negatives: 1 }, { score: 0.7, positives: 1, negatives: 0 }]) // 0.8333333333333333
 */
export function averagePrecision(points: readonly ScorePoint[]): number | NotComputable {
  let [caught, flagged, area] = [0, 0, 0];
  for (const { positives, negatives } of [...points].reverse()) {
    caught += positives;
    flagged += positives + negatives;
    if (positives > 0) area += (positives * caught) / flagged;
  }
  return caught > 0 ? area / caught : notComputable('no row was positive');
}
