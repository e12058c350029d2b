/**
 * The stretch without a 0 in between that adds up to most.
 *
 * What for: failures in a row, from the failures of each step of time; a step with a success is 0.
 *
 * @param values at least 0, in order
 * @returns the sum and the first and last place of the stretch, the earliest of equals; sum 0 where all are 0
 * @matches nothing
 * @example longestRun([1, 0, 2, 3, 0, 4]) // { total: 5, from: 2, to: 3 }
 */
export function longestRun(values: readonly number[]): { total: number; from: number; to: number } {
  let best = { total: 0, from: 0, to: 0 };
  let [total, from] = [0, 0];
  values.forEach((value, i) => {
    if (value === 0) {
      total = 0;
      from = i + 1;
      return;
    }
    total += value;
    if (total > best.total) best = { total, from, to: i };
  });
  return best;
}
