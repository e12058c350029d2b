import { isComputable, type NotComputable, notComputable } from './notComputable';
import { shares } from './shares';

/**
 * How much a mean changes when only the mix of bins does: the sum of (q - p) times the mean in each bin.
 *
 * What for: whether drift matters. With the expected accuracy in each bin of a column it is what the column's drift
 * does to the model, as long as the model is as right in each bin as it was.
 *
 * @param reference counts per bin, at least 0
 * @param current counts per bin, same length
 * @param means the mean in each bin of the reference, null where it is not known: there it is taken to be the overall one
 * @returns in the unit of the means; not computable where either side has no rows, or no mean is known
 * @source Kitagawa 1955, Components of a difference between two rates (the composition part)
 * @matches nothing
 * @example changeOfMix([50, 50], [20, 80], [0.9, 0.7]) // -0.06
 */
export function changeOfMix(
  reference: readonly number[],
  current: readonly number[],
  means: readonly (number | null)[],
): number | NotComputable {
  const sides = shares(reference, current);
  if (!isComputable(sides)) return sides;
  let [rows, total] = [0, 0];
  for (const [i, count] of reference.entries()) {
    const mean = means[i] ?? null;
    if (mean === null || count === 0) continue;
    rows += count;
    total += count * mean;
  }
  if (rows === 0) return notComputable('no mean is known');
  const overall = total / rows;
  return sides.p.reduce((sum, share, i) => sum + ((sides.q[i] ?? 0) - share) * (means[i] ?? overall), 0);
}
