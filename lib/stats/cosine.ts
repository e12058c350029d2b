import { type NotComputable, notComputable } from './notComputable';

/**
 * Cosine of the angle between two vectors.
 *
 * What for: how alike two texts are by their embeddings, whatever the vectors' lengths.
 *
 * @param a finite numbers
 * @param b as many
 * @returns in [-1, 1]: 1 for the same direction, 0 for a right angle, -1 for the opposite one
 * @matches 1 - scipy.spatial.distance.cosine; not computable where scipy answers NaN
 * @source Salton, Wong and Yang 1975, A vector space model for automatic indexing
 * @example cosine([1, 0], [3, 4]) // 0.6
 */
export function cosine(a: readonly number[], b: readonly number[]): number | NotComputable {
  if (a.length !== b.length) return notComputable('the vectors have different lengths');
  // Scaled by the largest entry, so that squares neither overflow nor vanish.
  const [scaleA, scaleB] = [largest(a), largest(b)];
  if (!Number.isFinite(scaleA) || !Number.isFinite(scaleB)) return notComputable('an entry is not finite');
  if (scaleA === 0 || scaleB === 0) return notComputable('a vector is zero');
  let [dot, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [(a[i] ?? 0) / scaleA, (b[i] ?? 0) / scaleB];
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return Math.max(-1, Math.min(1, dot / (Math.sqrt(aa) * Math.sqrt(bb))));
}

/** The largest absolute value; NaN where any entry is. */
const largest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
