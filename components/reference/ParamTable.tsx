import { type Column, Table } from '@/components/ui/Table';
import type { ParamRow } from './describeParams';

const columns: readonly Column<ParamRow>[] = [
  {
    id: 'setting',
    header: 'Setting',
    cell: ({ name, title, needed }) => (
      <span className="flex flex-col">
        <code className="font-mono">{name}</code>
        <span className="font-normal text-ink-faint text-xs">
          {title}
          {needed && ', needed'}
        </span>
      </span>
    ),
  },
  {
    id: 'values',
    header: 'What may stand there',
    cell: ({ values, description }) => (
      <span className="flex flex-col">
        <span>{values}</span>
        {description && <span className="text-ink-muted text-xs">{description}</span>}
      </span>
    ),
  },
  {
    id: 'default',
    header: 'Left out',
    cell: ({ standard, needed }) =>
      standard === null ? needed ? 'not allowed' : '–' : <code className="font-mono">{standard}</code>,
  },
];

export function ParamTable({ rows, caption }: { rows: readonly ParamRow[]; caption: string }) {
  return <Table caption={caption} columns={columns} rows={rows} rowKey={(row) => row.name} />;
}
