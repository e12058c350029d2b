type Matrix = readonly (readonly number[])[];

/**
 * Distance of each row to the nearest row of a reference.
 *
 * What for: how far an input lies from all that was seen before: out of distribution, or made to deceive.
 *
 * @param rows rows of finite numbers; scale the columns alike
 * @param reference rows of the same columns
 * @param options `isSelf`: the rows are those of the reference, and none is its own neighbour
 * @returns a Euclidean distance for each row, at least 0; Infinity where there is no other row
 * @matches sklearn.neighbors.NearestNeighbors(n_neighbors=1), brute force
 * @source Ramaswamy, Rastogi and Shim 2000, Efficient algorithms for mining outliers. Cost rows × reference × columns
 * @example nearestDistances([[0, 0], [3, 4]], [[0, 1]], { isSelf: false }) // [1, 3 * Math.SQRT2]
 */
export function nearestDistances(rows: Matrix, reference: Matrix, { isSelf }: { isSelf: boolean }): number[] {
  return rows.map((row, i) => {
    let nearest = Infinity;
    for (let j = 0; j < reference.length; j++) {
      if (isSelf && i === j) continue;
      nearest = Math.min(nearest, squaredBelow(row, reference[j] ?? [], nearest));
    }
    return Math.sqrt(nearest);
  });
}

/** The squared distance, or something above `limit` as soon as it is clear that it lies above. */
function squaredBelow(a: readonly number[], b: readonly number[], limit: number): number {
  let d = 0;
  for (let k = 0; k < a.length && d < limit; k++) d += ((a[k] ?? 0) - (b[k] ?? 0)) ** 2;
  return d;
}
