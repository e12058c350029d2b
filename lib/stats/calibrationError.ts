import { type NotComputable, notComputable } from './notComputable';
import type { ScorePoint } from './scorePoints';

export type CalibrationBin = { index: number; rows: number; meanScore: number; meanLabel: number };
export type CalibrationError = {
  /** Expected calibration error: |share of positives - mean score| of the bins, weighted by rows; in [0, 1]. */
  ece: number;
  /** Maximum calibration error: the largest of them. */
  mce: number;
  /** The reliability diagram, without empty bins. */
  bins: CalibrationBin[];
};

/**
 * Calibration error: how far scores are from the share of rows that came true, over bins of scores.
 *
 * What for: whether 80 % means that 8 of 10 come true.
 *
 * @param points in rising order of the score
 * @param options `equal: 'width'` cuts [0, 1] evenly, `'mass'` gives each bin floor(rows / bins) rows and the last the
 *   rest; a point that lies across a cut is split in proportion
 * @returns not computable without rows or with a score outside [0, 1]. From a tally: off by no more than the largest
 *   distance of a row's score from that of its bin, where the tally's bins do not cross the cuts
 * @source Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017
 * @matches nannyml's ECE for mass; torchmetrics' and netcal's for width
 * @example calibrationError([{ score: 0.25, positives: 2, negatives: 2 }], { bins: 10, equal: 'width' }).ece // 0.25
 */
export function calibrationError(
  points: readonly ScorePoint[],
  options: { bins: number; equal: 'width' | 'mass' },
): CalibrationError | NotComputable {
  const rows = points.reduce((total, point) => total + point.positives + point.negatives, 0);
  if (rows === 0) return notComputable('no rows');
  const odd = points.find(({ score }) => !(score >= 0 && score <= 1));
  if (odd) return notComputable(`a score of ${odd.score} is not a probability`);
  const sums = options.equal === 'width' ? byWidth(points, options.bins) : byMass(points, rows, options.bins);
  const bins = sums.flatMap(({ count, score, label }, index) =>
    count > 0 ? [{ index, rows: count, meanScore: score / count, meanLabel: label / count }] : [],
  );
  const gaps = bins.map((bin) => Math.abs(bin.meanLabel - bin.meanScore));
  const ece = bins.reduce((total, bin, i) => total + (bin.rows / rows) * (gaps[i] ?? 0), 0);
  return { ece, mce: Math.max(...gaps), bins };
}

type Sums = { count: number; score: number; label: number };

function emptyBins(bins: number): Sums[] {
  return Array.from({ length: bins }, () => ({ count: 0, score: 0, label: 0 }));
}

function add(to: Sums | undefined, point: ScorePoint, part: number): void {
  if (!to) return;
  const count = (point.positives + point.negatives) * part;
  to.count += count;
  to.score += count * point.score;
  to.label += point.positives * part;
}

function byWidth(points: readonly ScorePoint[], bins: number): Sums[] {
  const sums = emptyBins(bins);
  for (const point of points) add(sums[Math.min(Math.floor(bins * point.score), bins - 1)], point, 1);
  return sums;
}

function byMass(points: readonly ScorePoint[], rows: number, bins: number): Sums[] {
  const sums = emptyBins(bins);
  const size = Math.floor(rows / bins);
  let [at, room] = size > 0 && bins > 1 ? [0, size] : [bins - 1, rows];
  for (const point of points) {
    const all = point.positives + point.negatives;
    let left = all;
    while (left > 0) {
      const taken = Math.min(left, room);
      add(sums[at], point, taken / all);
      left -= taken;
      room -= taken;
      if (room > 0 || at === bins - 1) break;
      at += 1;
      room = at === bins - 1 ? rows : size;
    }
  }
  return sums;
}
