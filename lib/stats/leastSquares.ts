import { type NotComputable, notComputable } from './notComputable';

/** Columns of numbers and what is to be predicted from them, row by row; a row may stand for many. */
export type TrainingRows = {
  columns: readonly ArrayLike<number>[];
  target: ArrayLike<number>;
  /** How many rows each row stands for, such as the count of a tally's cell; 1 each by default. */
  weights?: ArrayLike<number>;
};
export type LinearModel = { intercept: number; coefficients: number[] };

/** A column with less than this share of its spread left, once the columns before it are taken out, is their mixture. */
const DEPENDENT = 1e-10;

/**
 * Least squares: the linear model with an intercept that comes nearest to the target.
 *
 * What for: a model of losses that can be told in a sentence and checked to the last digit.
 *
 * @param rows finite numbers; O(rows columns^2)
 * @returns a column that is constant, or a mixture of those before it, gets 0; not computable without rows
 * @source Björck 1967, modified Gram-Schmidt on centred and scaled columns
 * @matches sklearn.linear_model.LinearRegression where no column depends on others
 * @example leastSquares({ columns: [[1, 2, 3]], target: [3, 5, 7] }) // { intercept: 1, coefficients: [2] }
 */
export function leastSquares({ columns, target, weights }: TrainingRows): LinearModel | NotComputable {
  const n = target.length;
  if (n === 0) return notComputable('no rows');
  const roots = Float64Array.from({ length: n }, (_, i) => Math.sqrt(weights?.[i] ?? 1));
  const total = dot(roots, roots);
  if (!(total > 0)) return notComputable('no rows');
  const centred = [...columns, target].map((values) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (values[i] ?? 0) * (roots[i] ?? 0) ** 2;
    const mean = sum / total;
    return { mean, rest: roots.map((root, i) => root * ((values[i] ?? 0) - mean)) };
  });
  const goal = centred.pop() ?? { mean: 0, rest: new Float64Array(n) };
  const coefficients = solved(
    centred.map(({ rest }) => rest),
    goal.rest,
  );
  const intercept = coefficients.reduce((left, b, j) => left - b * (centred[j]?.mean ?? 0), goal.mean);
  if (!Number.isFinite(intercept)) return notComputable('a value is missing or infinite');
  return { intercept, coefficients };
}

/** Takes each column out of those after it and out of the target, then reads the coefficients from the last on. */
function solved(columns: Float64Array[], target: Float64Array): number[] {
  const p = columns.length;
  const spreads = columns.map(norm);
  const shares = columns.map(() => new Array<number>(p + 1).fill(0));
  columns.forEach((column, j) => {
    const row = shares[j] ?? [];
    const left = norm(column);
    row[j] = left > DEPENDENT * (spreads[j] ?? 0) ? left : 0;
    if (row[j] === 0) return;
    for (let i = 0; i < column.length; i++) column[i] = (column[i] ?? 0) / left;
    [...columns.slice(j + 1), target].forEach((other, k) => {
      const share = dot(column, other);
      row[j + 1 + k] = share;
      for (let i = 0; i < other.length; i++) other[i] = (other[i] ?? 0) - share * (column[i] ?? 0);
    });
  });
  const found = new Array<number>(p).fill(0);
  for (let j = p - 1; j >= 0; j--) {
    const row = shares[j] ?? [];
    const rest = found.reduce((sum, b, k) => (k > j ? sum - b * (row[k] ?? 0) : sum), row[p] ?? 0);
    const own = row[j] ?? 0;
    found[j] = own > 0 ? rest / own : 0;
  }
  return found;
}

/**
 * What a linear model predicts.
 *
 * What for: the losses that a model of losses expects of rows without labels.
 *
 * @param columns in the order of the training
 * @returns one number a row
 * @matches sklearn.linear_model.LinearRegression.predict
 * @example Array.from(predictLinear({ intercept: 1, coefficients: [2] }, [[1, 2]])) // [3, 5]
 */
export function predictLinear(model: LinearModel, columns: readonly ArrayLike<number>[]): Float64Array {
  return Float64Array.from({ length: columns[0]?.length ?? 0 }, (_, i) =>
    model.coefficients.reduce((sum, b, j) => sum + b * (columns[j]?.[i] ?? 0), model.intercept),
  );
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

const norm = (values: Float64Array) => Math.sqrt(dot(values, values));
