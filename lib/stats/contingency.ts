import { type NotComputable, notComputable } from './notComputable';

/** A table of counts beside what independence of rows and columns would give. */
export type Contingency = {
  cells: { observed: number; expected: number }[];
  rows: number;
  columns: number;
  total: number;
};

/**
 * The expected counts of a table if its rows had the same shares.
 *
 * What for: what the chi-square and the G-test compare the counts with. Columns without any count are left out.
 *
 * @param table a row per side, a count per category; counts at least 0
 * @returns observed and expected count of every cell, row by row; not computable where a row has no counts
 * @matches scipy.stats.contingency.expected_freq
 * @example contingency([[1, 3], [3, 1]]).cells[0] // { observed: 1, expected: 2 }
 */
export function contingency(table: readonly (readonly number[])[]): Contingency | NotComputable {
  const width = Math.max(0, ...table.map((row) => row.length));
  const counts = table.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? 0));
  if (!counts.flat().every((count) => count >= 0 && Number.isFinite(count))) {
    return notComputable('a count is below 0 or no finite number');
  }
  const inRow = counts.map((row) => row.reduce((a, b) => a + b, 0));
  if (inRow.length === 0 || inRow.includes(0)) return notComputable('a side has no rows');
  const inColumn = Array.from({ length: width }, (_, column) =>
    counts.reduce((sum, row) => sum + (row[column] ?? 0), 0),
  );
  const total = inRow.reduce((a, b) => a + b, 0);
  const cells = counts.flatMap((row, i) =>
    row.map((observed, j) => ({ observed, expected: ((inRow[i] ?? 0) * (inColumn[j] ?? 0)) / total })),
  );
  const columns = inColumn.filter((count) => count > 0).length;
  return { cells: cells.filter(({ expected }) => expected > 0), rows: counts.length, columns, total };
}
