import { type NotComputable, notComputable } from './notComputable';
import { symmetricEigen } from './symmetricEigen';

type Matrix = readonly (readonly number[])[];

/** Of each row how far it is from what the components can say of it, and of each column how much of the squared error. */
export type ReconstructionErrors = {
  components: number;
  reference: number[];
  current: number[];
  /** Mean squared error by column. */
  byColumn: { reference: number[]; current: number[] };
};

/**
 * Errors of rebuilding rows from the principal components of a reference.
 *
 * What for: multivariate drift: where columns stop moving together as they did, rows are rebuilt less well, although
 * each column alone may look the same. Columns should have been scaled alike.
 *
 * @param reference rows of finite numbers, all of one length; the components are fitted on them
 * @param current rows of the same columns
 * @param varianceShare in (0, 1]: as many components as hold this share of the reference's variance, at least one and
 *   where there are two or more columns with variance always one fewer than those
 * @returns the Euclidean length of what is left of each row, at least 0; not computable for fewer than 2 reference rows,
 *   no current row, or a reference that does not vary
 * @matches the steps of nannyml DataReconstructionDriftCalculator (PCA of n_components = 0.65, mean Euclidean distance),
 *   given the same encoded columns
 * @source NannyML, Multivariate drift detection by data reconstruction; Jolliffe 2002, Principal Component Analysis.
 *   Cost rows × columns² + columns³
 * @example reconstructionErrors([[1, 1], [-1, -1]], [[2, 0]], 0.65).current[0] // Math.SQRT2
 */
export function reconstructionErrors(
  reference: Matrix,
  current: Matrix,
  varianceShare: number,
): ReconstructionErrors | NotComputable {
  if (reference.length < 2) return notComputable('fewer than 2 rows in the reference');
  if (current.length === 0) return notComputable('no rows');
  const width = reference[0]?.length ?? 0;
  const mean = Array.from(
    { length: width },
    (_, j) => sum(reference.map((row) => row[j] ?? 0)) / reference.length,
  );
  const { values, vectors } = symmetricEigen(covariance(reference, mean));
  const total = sum(values);
  if (!(total > 0)) return notComputable('the reference does not vary');
  const components = vectors.slice(0, countFor(values, varianceShare * total));
  const rest = (rows: Matrix) => rows.map((row) => residual(centred(row, mean), components));
  const [then, now] = [rest(reference), rest(current)];
  return {
    components: components.length,
    reference: then.map((row) => length(row)),
    current: now.map((row) => length(row)),
    byColumn: { reference: meanSquares(then, width), current: meanSquares(now, width) },
  };
}

function covariance(rows: Matrix, mean: readonly number[]): number[][] {
  const width = mean.length;
  const sums = mean.map(() => new Float64Array(width));
  for (const row of rows) {
    const own = centred(row, mean);
    sums.forEach((line, i) => {
      const x = own[i] as number;
      for (let j = i; j < width; j++) line[j] = (line[j] as number) + x * (own[j] as number);
    });
  }
  return sums.map((line, i) =>
    Array.from(line, (_, j) => (sums[Math.min(i, j)]?.[Math.max(i, j)] ?? 0) / (rows.length - 1)),
  );
}

const centred = (row: readonly number[], mean: readonly number[]): Float64Array =>
  Float64Array.from(row, (x, j) => x - (mean[j] ?? 0));

/** How many of the largest values reach the wanted sum, yet not all of those above zero. */
function countFor(values: readonly number[], wanted: number): number {
  const rank = values.filter((value) => value > 1e-12 * (values[0] ?? 0)).length;
  let [count, reached] = [0, 0];
  while (count < values.length && reached < wanted * (1 - 1e-12)) reached += values[count++] ?? 0;
  return Math.max(1, Math.min(count, rank - 1));
}

/** Takes away what lies along the components. */
function residual(left: Float64Array, components: Matrix): Float64Array {
  for (const axis of components) {
    let along = 0;
    for (let j = 0; j < left.length; j++) along += (left[j] as number) * (axis[j] as number);
    for (let j = 0; j < left.length; j++) left[j] = (left[j] as number) - along * (axis[j] as number);
  }
  return left;
}

const length = (row: Float64Array): number => Math.sqrt(row.reduce((total, x) => total + x * x, 0));

function meanSquares(rows: readonly Float64Array[], width: number): number[] {
  return Array.from({ length: width }, (_, j) => sum(rows.map((row) => (row[j] ?? 0) ** 2)) / rows.length);
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
