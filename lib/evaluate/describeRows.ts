import { createDescriber, derivations } from '@/lib/descriptors/describe';
import type { ColumnInfo, Row, Value } from '@/lib/tally/column';

/** Rows with what is derived from their texts, as the engine derives it when they come in. */
export function describeRows(
  columns: readonly ColumnInfo[],
  rows: readonly Row[],
): { columns: readonly ColumnInfo[]; rows: readonly Row[] } {
  const derived = derivations(columns);
  const describe = createDescriber(derived);
  const added = derived.map(({ name, type, from }): ColumnInfo => {
    return { name, type, role: 'other', derivedFrom: from };
  });
  const described = rows.map((row) => {
    const values = describe((column) => row.get(column));
    return new Map<string, Value>([
      ...row,
      ...derived.map(({ name }, i): [string, Value] => [name, values[i] ?? null]),
    ]);
  });
  return { columns: [...columns, ...added], rows: described };
}

/** Whether any of the columns holds texts to be described. */
export const hasTexts = (columns: readonly ColumnInfo[]): boolean => derivations(columns).length > 0;
