import type { PerformanceCounts } from './binaryPerformance';
import type { ScorePoint } from './scorePoints';

/**
 * Confidence-based performance estimation: what the labels of rows without labels are expected to be, given
 * probabilities that can be trusted.
 *
 * What for: performance before labels arrive; give the answer to `binaryPerformance`. A row with the probability c
 * counts as c positive rows and 1 - c negative ones. It holds as long as the meaning of the scores holds: it sees that
 * inputs moved, not that the truth did (concept drift).
 *
 * @param points rows by score and *predicted* class, in rising order of the score; from a tally, a point for each bin
 * @param probability of a score, in [0, 1]: the score itself, or calibrated by `isotonic`
 * @returns expected counts. From bins: each row off by no more than its probability is from that of its bin
 * @source NannyML, confidence-based performance estimation
 * @matches nannyml.CBPE for two classes
 * @example expectedCounts([{ score: 0.75, positives: 4, negatives: 0 }], (score) => score).confusion // { truePositives: 3, falsePositives: 1, falseNegatives: 0, trueNegatives: 0 }
 */
export function expectedCounts(
  points: readonly ScorePoint[],
  probability: (score: number) => number,
): PerformanceCounts {
  const confusion = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
  const expected = points.map(({ score, positives, negatives }): ScorePoint => {
    const share = probability(score);
    const rows = positives + negatives;
    confusion.truePositives += share * positives;
    confusion.falsePositives += (1 - share) * positives;
    confusion.falseNegatives += share * negatives;
    confusion.trueNegatives += (1 - share) * negatives;
    return { score, positives: share * rows, negatives: (1 - share) * rows };
  });
  return { confusion, points: expected };
}
