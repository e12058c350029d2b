/** Shares are kept from being 0 by this. */
const SHARE_MIN = 1e-4;

/**
 * How a logarithm of an empty share is avoided:
 * - `raise`: every share below 1e-4 is raised to 1e-4 (the rule of thumb of credit risk);
 * - `replace`: only empty shares, by 1e-4, or by a millionth of the side's smallest other share where that share is
 *   at most 1e-4 (as Evidently does).
 */
export type EmptyShares = 'raise' | 'replace';

/**
 * Shares of which none is 0, not renormalised.
 *
 * What for: population stability and Kullback-Leibler divergence, which an empty bin would make infinite.
 *
 * @param shares in [0, 1], of one side
 * @param rule which of the two conventions
 * @returns shares above 0, same length
 * @matches Evidently's `get_binned_data(feel_zeroes=True)` for `replace`
 * @example fillEmptyShares([0.5, 0, 0.5], 'replace') // [0.5, 0.0001, 0.5]
 */
export function fillEmptyShares(shares: readonly number[], rule: EmptyShares): number[] {
  if (rule === 'raise') return shares.map((share) => Math.max(share, SHARE_MIN));
  const smallest = shares.reduce((least, share) => (share > 0 ? Math.min(least, share) : least), 1);
  const stand = smallest <= SHARE_MIN ? smallest / 1e6 : SHARE_MIN;
  return shares.map((share) => (share === 0 ? stand : share));
}
