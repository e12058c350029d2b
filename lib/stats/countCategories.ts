/**
 * How often each category occurs on two sides.
 *
 * What for: from two columns of text to the counts that the distances and tests of categories take.
 *
 * @param reference categories as text
 * @param current categories as text
 * @returns the categories of both sides in sorted order, and the counts of each side in that order; cost n log n in
 *   the number of categories
 * @matches pandas.crosstab
 * @example countCategories(['a', 'b', 'a'], ['b', 'c']) // { categories: ['a', 'b', 'c'], reference: [2, 1, 0], current: [0, 1, 1] }
 */
export function countCategories(
  reference: readonly string[],
  current: readonly string[],
): { categories: string[]; reference: number[]; current: number[] } {
  const [before, now] = [tallied(reference), tallied(current)];
  const categories = [...new Set([...before.keys(), ...now.keys()])].sort();
  return {
    categories,
    reference: categories.map((category) => before.get(category) ?? 0),
    current: categories.map((category) => now.get(category) ?? 0),
  };
}

function tallied(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
