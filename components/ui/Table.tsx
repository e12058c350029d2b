import type { ReactNode } from 'react';
import { cn } from './cn';

export type Column<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Numbers at the end, so that their digits line up. */
  align?: 'start' | 'end' | undefined;
  className?: string | undefined;
};

type TableProps<Row> = {
  /** What the table lists; read to screen readers. */
  caption: string;
  /** The first column names the row. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Stands instead of the rows where there are none; usually an EmptyState. */
  empty?: ReactNode;
  captionShown?: boolean | undefined;
  dense?: boolean | undefined;
  className?: string | undefined;
};

// Cards on a narrow screen are made by `display`, which takes a table's meaning away in some browsers; roles give it back.
const as = (role: string) => ({ role });
const roles = {
  table: as('table'),
  group: as('rowgroup'),
  row: as('row'),
  head: as('columnheader'),
  rowHead: as('rowheader'),
  cell: as('cell'),
};

export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, rowKey, empty, captionShown = false, dense = false, className } = props;
  if (rows.length === 0 && empty) return empty;
  const pad = dense ? 'px-4 py-1.5' : 'px-4 py-2.5';
  return (
    <table {...roles.table} className={cn('stacked-table w-full border-collapse text-sm', className)}>
      <caption className={captionShown ? 'px-4 py-2 text-left text-ink-muted text-sm' : 'sr-only'}>
        {caption}
      </caption>
      <thead {...roles.group}>
        <tr {...roles.row} className="border-line border-b">
          {columns.map((column) => (
            <th
              {...roles.head}
              key={column.id}
              scope="col"
              className={cn(
                'whitespace-nowrap px-4 py-2 font-medium text-ink-faint text-xs',
                column.align === 'end' ? 'text-right' : 'text-left',
              )}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...roles.group}>
        {rows.map((row) => (
          <tr
            {...roles.row}
            key={rowKey(row)}
            className="border-line border-b transition-colors duration-75 last:border-b-0 hover:bg-surface-hover"
          >
            {columns.map((column, index) => {
              const style = cn(pad, column.align === 'end' ? 'sm:text-right' : 'text-left', column.className);
              return index === 0 ? (
                <th {...roles.rowHead} key={column.id} scope="row" className={cn(style, 'font-medium')}>
                  {column.cell(row)}
                </th>
              ) : (
                <td {...roles.cell} key={column.id} data-label={column.header} className={style}>
                  {column.cell(row)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
