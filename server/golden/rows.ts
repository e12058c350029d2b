import type { Cell } from './column';
import type { Golden, Inputs } from './golden';

/**
 * Columns of the same rows, in the order of the names. Rows in which one of them is missing are left out, but for
 * degenerate cases, which say what a missing value does.
 */
export function rowsOf(inputs: Inputs, names: readonly string[], golden: Golden): Cell[][] {
  const columns = names.map(inputs.column);
  if (golden.id.startsWith('degenerate')) return columns;
  const kept = (columns[0] ?? []).flatMap((_, row) => (columns.every((c) => c[row] !== null) ? [row] : []));
  return columns.map((column) => kept.map((row) => column[row] ?? null));
}

/** The same of columns of numbers; a missing value of a degenerate case is NaN. */
export function numbersOf(inputs: Inputs, names: readonly string[], golden: Golden): number[][] {
  return rowsOf(inputs, names, golden).map((column) =>
    column.map((cell) => (cell === null ? Number.NaN : Number(cell))),
  );
}
