import { failure } from '@/lib/core/failures';
import { type ColumnInfo, EVENT_TIME, type Row, type Value } from '@/lib/tally/column';

export type Table = { columns: readonly ColumnInfo[]; rows: readonly Row[] };

/** Data with the columns of the labels, joined by the id that both have. A label that is there wins over the data's. */
export function joinLabels(data: Table, labels: Table & { path: string }): Table {
  const key = keyOf(data.columns, labels);
  const byId = new Map<string, Row>();
  for (const row of labels.rows) {
    const id = row.get(key) ?? null;
    if (id !== null) byId.set(String(id), row);
  }
  const added = labels.columns.filter(({ name, role }) => name !== key && role !== 'timestamp');
  const rows = data.rows.map((row) => {
    const label = byId.get(String(row.get(key) ?? ''));
    return label ? merged(row, label, added) : row;
  });
  const own = data.columns.filter(({ name }) => !added.some((column) => column.name === name));
  return { columns: [...own, ...added], rows };
}

function merged(row: Row, label: Row, added: readonly ColumnInfo[]): Row {
  const joined = new Map<string, Value>(row);
  for (const { name } of added) {
    const value = label.get(name) ?? null;
    if (value !== null && name !== EVENT_TIME) joined.set(name, value);
  }
  return joined;
}

/** The column that both sides know rows by: the labels' id where the data has it, or the only name that they share. */
function keyOf(columns: readonly ColumnInfo[], labels: Table & { path: string }): string {
  const shared = labels.columns.filter(({ name }) => columns.some((column) => column.name === name));
  const id = shared.find((column) => column.role === 'id') ?? (shared.length === 1 ? shared[0] : undefined);
  if (id) return id.name;
  const message =
    shared.length === 0
      ? 'it has no column in common with the data, such as an id'
      : `which of its columns is the id is not clear: ${shared.map((column) => column.name).join(', ')}`;
  throw failure('import_failed', { file: labels.path, message });
}
