/**
 * Jensen-Shannon distance of two sets of counts over the same bins or categories, base 2.
 *
 * What for: how far a distribution has moved, on a scale with an end: 0 is the same shares, 1 is nothing in common.
 * Empty bins need no correction. It is the square root of the divergence, so it obeys the triangle inequality.
 *
 * @param reference counts per bin, at least 0, same length as `current`
 * @param current counts per bin
 * @returns in [0, 1]; null where either side has no rows
 * @source Lin 1991; Endres and Schindelin 2003
 * @matches scipy.spatial.distance.jensenshannon(base=2) on shares
 * @example jensenShannon([10, 0], [0, 3]) // 1
 */
export function jensenShannon(reference: readonly number[], current: readonly number[]): number | null {
  const n = reference.reduce((a, b) => a + b, 0);
  const m = current.reduce((a, b) => a + b, 0);
  if (n === 0 || m === 0) return null;
  let divergence = 0;
  for (let i = 0; i < reference.length; i++) {
    const p = (reference[i] ?? 0) / n;
    const q = (current[i] ?? 0) / m;
    const middle = (p + q) / 2;
    divergence += (information(p, middle) + information(q, middle)) / 2;
  }
  // Rounding can leave the divergence of equal shares just below 0, and that of disjoint ones just above 1.
  return Math.sqrt(Math.min(1, Math.max(0, divergence)));
}

function information(share: number, middle: number): number {
  return share > 0 ? share * Math.log2(share / middle) : 0;
}
