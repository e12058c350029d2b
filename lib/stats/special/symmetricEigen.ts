const SWEEPS_MAX = 60;

/** An eigenvalue and its unit vector. */
export type Eigen = { value: number; vector: number[] };

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's rotations.
 *
 * @param matrix square, symmetric
 * @returns a pair per row, in no order; cost k^3 a sweep, a handful of sweeps
 * @source Golub and Van Loan, Matrix computations, 8.5
 */
export function symmetricEigen(matrix: readonly (readonly number[])[]): Eigen[] {
  const a = matrix.map((row) => [...row]);
  const k = a.length;
  const vectors = a.map((_, i) => a.map((__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < SWEEPS_MAX && offDiagonal(a) > 0; sweep++) {
    for (let p = 0; p < k; p++) {
      for (let q = p + 1; q < k; q++) rotate(a, vectors, [p, q]);
    }
  }
  return a.map((row, i) => ({ value: row[i] ?? 0, vector: vectors.map((vector) => vector[i] ?? 0) }));
}

/** The sum of the squares beside the diagonal; 0 where they no longer change it. */
function offDiagonal(a: readonly (readonly number[])[]): number {
  let [off, all] = [0, 0];
  for (const [i, row] of a.entries()) {
    for (const [j, cell] of row.entries()) {
      all += cell * cell;
      if (i !== j) off += cell * cell;
    }
  }
  return all + off * 1e-20 === all && off <= all * 1e-36 ? 0 : off;
}

function rotate(a: number[][], vectors: number[][], [p, q]: readonly [number, number]): void {
  const off = a[p]?.[q] ?? 0;
  if (off === 0) return;
  const theta = ((a[q]?.[q] ?? 0) - (a[p]?.[p] ?? 0)) / (2 * off);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  const turn = (row: number[]) => {
    const [x, y] = [row[p] ?? 0, row[q] ?? 0];
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  };
  for (const row of a) turn(row);
  const [rowP = [], rowQ = []] = [a[p], a[q]];
  for (let j = 0; j < a.length; j++) {
    const [x, y] = [rowP[j] ?? 0, rowQ[j] ?? 0];
    rowP[j] = c * x - s * y;
    rowQ[j] = s * x + c * y;
  }
  for (const row of vectors) turn(row);
}
