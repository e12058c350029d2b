/** Shares below this are raised to it, so that an empty bin does not make the index infinite. */
const SHARE_MIN = 1e-4;

/**
 * Population stability index of two sets of counts over the same bins.
 *
 * What for: how far a distribution has moved, in one number that credit risk has used for decades.
 * Shares below 1e-4 are raised to 1e-4 and not renormalised.
 *
 * @param reference counts per bin, at least 0, same length as `current`
 * @param current counts per bin
 * @returns at least 0, no upper bound; null where either side has no rows
 * @source Yurdakul 2018, Statistical properties of population stability index
 * @matches psi_quantile of the golden set, given the same bins
 * @example psi([50, 50], [50, 50]) // 0
 */
export function psi(reference: readonly number[], current: readonly number[]): number | null {
  const n = sum(reference);
  const m = sum(current);
  if (n === 0 || m === 0) return null;
  let total = 0;
  for (let i = 0; i < reference.length; i++) {
    const p = Math.max((reference[i] ?? 0) / n, SHARE_MIN);
    const q = Math.max((current[i] ?? 0) / m, SHARE_MIN);
    total += (q - p) * Math.log(q / p);
  }
  return total;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
