/** One group: its rows and how many of them were selected (predicted positive). */
export type GroupCount = { rows: number; selected: number };

/**
 * Demographic parity of groups: how far apart their selection rates lie, as a difference and as a ratio.
 *
 * What for: whether a model gives one group its positive answer more often than another, whatever the truth is.
 * The ratio is also known as disparate impact; below 0.8 it breaks the four-fifths rule.
 *
 * @param groups rows at least 1, selected in [0, rows]
 * @returns difference in [0, 1] (0 is equal); ratio in [0, 1] (1 is equal), null where nobody was selected in any
 *   group; the whole is null with fewer than two groups (fairlearn answers 0 and 1, as if something had been compared)
 * @source Agarwal et al. 2018; Uniform Guidelines on Employee Selection Procedures 1978
 * @matches fairlearn.metrics.demographic_parity_difference and demographic_parity_ratio
 * @example demographicParity([{ rows: 10, selected: 4 }, { rows: 10, selected: 2 }]) // { difference: 0.2, ratio: 0.5 }
 */
export function demographicParity(
  groups: readonly GroupCount[],
): { difference: number; ratio: number | null } | null {
  const rates = groups.filter((group) => group.rows > 0).map((group) => group.selected / group.rows);
  if (rates.length < 2) return null;
  const high = Math.max(...rates);
  const low = Math.min(...rates);
  return { difference: high - low, ratio: high > 0 ? low / high : null };
}
