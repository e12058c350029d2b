/**
 * Counts of values between edges.
 *
 * What for: from rows to the counts that the distances over bins take.
 *
 * @param values numbers in any order
 * @param edges at least two, in ascending order; the bins are [e0, e1), [e1, e2), … and the last one is closed
 * @returns a count per bin, and how many values lie outside (NaN among them); cost n log k
 * @matches numpy.histogram(values, edges)
 * @example histogram([1, 2, 2, 3, 9], [1, 2, 3]) // { counts: [1, 3], outside: 1 }
 */
export function histogram(
  values: ArrayLike<number>,
  edges: readonly number[],
): { counts: number[]; outside: number } {
  const counts = new Array<number>(Math.max(0, edges.length - 1)).fill(0);
  const last = counts.length - 1;
  const [low, high] = [edges[0] ?? Number.NaN, edges.at(-1) ?? Number.NaN];
  let outside = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!(value >= low && value <= high)) {
      outside++;
      continue;
    }
    const bin = Math.min(last, edgesUpTo(edges, value) - 1);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { counts, outside };
}

/** How many edges are at or below a value. */
function edgesUpTo(edges: readonly number[], value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
