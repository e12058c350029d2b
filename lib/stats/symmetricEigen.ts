/** Sweeps after which the off-diagonal is zero to rounding; in practice six to ten do. */
const SWEEPS_MAX = 60;

/** Eigenvalues, the largest first, and for each its eigenvector of length 1. */
export type Eigen = { values: number[]; vectors: number[][] };

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by cyclic Jacobi rotations.
 *
 * What for: the principal components of a covariance matrix.
 *
 * @param matrix n rows of n finite numbers, symmetric; it is not changed
 * @returns n values in falling order with orthonormal vectors; the sign of a vector is chosen so that its largest
 *   part is positive
 * @matches numpy.linalg.eigh, in reverse order and up to the sign of vectors
 * @source Golub and Van Loan 2013, Matrix Computations, section 8.5. Cost n³ a sweep
 * @example symmetricEigen([[2, 0], [0, 3]]).values // [3, 2]
 */
export function symmetricEigen(matrix: readonly (readonly number[])[]): Eigen {
  const n = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const v = matrix.map((_, i) => Float64Array.from({ length: n }, (__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < SWEEPS_MAX && !isDiagonal(a); sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, [p, q]);
  }
  const order = a.map((row, i) => ({ value: row[i] ?? 0, i })).sort((x, y) => y.value - x.value);
  return {
    values: order.map(({ value }) => value),
    vectors: order.map(({ i }) => upright(v.map((row) => row[i] ?? 0))),
  };
}

function isDiagonal(a: readonly Float64Array[]): boolean {
  let [off, all] = [0, 0];
  a.forEach((row, i) => {
    row.forEach((x, j) => {
      all += x * x;
      if (i !== j) off += x * x;
    });
  });
  return off <= 1e-30 * all;
}

/** Turns the plane of two axes so that what couples them becomes zero. */
function rotate(a: Float64Array[], v: Float64Array[], [p, q]: readonly [number, number]): void {
  const apq = a[p]?.[q] ?? 0;
  if (apq === 0) return;
  const theta = ((a[q]?.[q] ?? 0) - (a[p]?.[p] ?? 0)) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (const row of a) mix(row, [p, q], [c, s]);
  const [rowP, rowQ] = [a[p], a[q]];
  if (rowP && rowQ) {
    for (let k = 0; k < rowP.length; k++) {
      const [x, y] = [rowP[k] ?? 0, rowQ[k] ?? 0];
      rowP[k] = c * x - s * y;
      rowQ[k] = s * x + c * y;
    }
  }
  for (const row of v) mix(row, [p, q], [c, s]);
}

function mix(row: Float64Array, [p, q]: readonly [number, number], [c, s]: readonly [number, number]): void {
  const [x, y] = [row[p] ?? 0, row[q] ?? 0];
  row[p] = c * x - s * y;
  row[q] = s * x + c * y;
}

function upright(vector: number[]): number[] {
  const largest = vector.reduce((best, x) => (Math.abs(x) > Math.abs(best) + 1e-12 ? x : best), 0);
  return largest < 0 ? vector.map((x) => -x) : vector;
}
