import { type NotComputable, notComputable } from './notComputable';
import { quantile } from './quantile';

/**
 * Edges between equal shares of a sample: its distinct quantiles at 1/bins, 2/bins, …, without the smallest and the
 * largest.
 *
 * What for: bins for population stability. Both ends are open, so no later value is outside; ties make fewer bins.
 * Infinite values keep bins of their own.
 *
 * @param values numbers in any order
 * @param bins how many shares, at least 1
 * @returns edges in ascending order, with the open ends -Infinity and Infinity, as `histogram` takes them; not
 *   computable without values or where one is NaN
 * @source Yurdakul 2018, Statistical properties of population stability index
 * @matches numpy.unique(numpy.quantile(values, numpy.linspace(0, 1, bins + 1)))[1:-1] between the open ends
 * @example quantileEdges([1, 2, 3, 4, 5], 4).slice(1, -1) // [2, 3, 4]
 */
export function quantileEdges(values: ArrayLike<number>, bins: number): number[] | NotComputable {
  const sorted = Float64Array.from(values).sort();
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return notComputable('no values');
  if (Number.isNaN(most)) return notComputable('a value is not a number');
  const finite = new Set<number>();
  for (let i = 0; i <= bins; i++) {
    const value = quantile(sorted, i < bins ? i * (1 / bins) : 1, 'linear');
    if (typeof value === 'number' && Number.isFinite(value)) finite.add(value);
  }
  const cuts = [...finite];
  const inner = cuts.slice(least === -Infinity ? 0 : 1, most === Infinity ? undefined : -1);
  const top = most === Infinity ? [Infinity] : [];
  return [-Infinity, ...inner, ...top, Infinity];
}
