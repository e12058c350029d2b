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
  const others = reference.map((row) => Float64Array.from(row));
  return rows.map((row, i) => {
    const own = Float64Array.from(row);
    let nearest = Infinity;
    others.forEach((other, j) => {
      if (!isSelf || i !== j) nearest = Math.min(nearest, squaredBelow(own, other, nearest));
    });
    return Math.sqrt(nearest);
  });
}

/** The squared distance, or something above `limit` as soon as it is clear that it lies above. */
function squaredBelow(a: Float64Array, b: Float64Array, limit: number): number {
  let d = 0;
  for (let k = 0; k < a.length && d < limit; k++) {
    const apart = (a[k] as number) - (b[k] as number);
    d += apart * apart;
  }
  return d;
}
