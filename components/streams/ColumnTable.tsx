'use client';

import { Foreign } from '@/components/Foreign';
import { formatNumber, formatShare } from '@/components/figures';
import { Badge } from '@/components/ui/Badge';
import { EmptyState } from '@/components/ui/EmptyState';
import { type Column, Table } from '@/components/ui/Table';
import { formatTime } from '@/lib/core/time';
import type { ColumnInfo, Value } from '@/lib/tally/column';
import type { RouterOutputs } from '@/server/api/root';
import { RoleSelect } from './RoleSelect';
import { typeWords } from './roles';

export type ColumnStats = RouterOutputs['streams']['stats'][number];

type ColumnTableProps = {
  stream: string;
  columns: readonly ColumnInfo[];
  /** Null while it is still counted. */
  stats: readonly ColumnStats[] | null;
};

/** The schema: what each column holds, what it means, and what values were seen. */
export function ColumnTable({ stream, columns, stats }: ColumnTableProps) {
  const byName = new Map(stats?.map((each) => [each.name, each]));
  const shape: Column<ColumnInfo>[] = [
    {
      id: 'name',
      header: 'Column',
      cell: ({ name, derivedFrom }) => (
        <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
          <Foreign text={name} max={80} className="font-mono" />
          {derivedFrom !== undefined && <Badge tone="outline">derived from the text</Badge>}
        </span>
      ),
    },
    { id: 'type', header: 'Type', cell: ({ type }) => typeWords[type] },
    { id: 'role', header: 'Role', cell: (column) => <RoleSelect stream={stream} column={column} /> },
    {
      id: 'missing',
      header: 'Missing',
      align: 'end',
      cell: ({ name }) => {
        const seen = byName.get(name);
        if (!seen) return stats ? 'unknown' : 'counting';
        return seen.missing === null ? 'no rows' : formatShare(seen.missing);
      },
    },
    { id: 'values', header: 'Values', cell: (column) => <Values stats={byName.get(column.name)} /> },
  ];
  return (
    <Table
      caption={`Columns of ${stream}`}
      columns={shape}
      rows={columns}
      rowKey={({ name }) => name}
      dense
      empty={
        <EmptyState title="The columns will appear here">
          They are read from the first events or the first file.
        </EmptyState>
      }
    />
  );
}

function Values({ stats }: { stats: ColumnStats | undefined }) {
  if (!stats) return null;
  if (stats.min !== null && stats.max !== null) {
    const show = stats.type === 'time' ? formatTime : formatNumber;
    return (
      <span className="text-ink-muted">
        {show(stats.min)} to {show(stats.max)}
        {stats.mean !== null && stats.type === 'number' && `, ${show(stats.mean)} on average`}
      </span>
    );
  }
  if (stats.top.length === 0) {
    const words = stats.distinct > 0 ? `about ${formatNumber(stats.distinct)} different` : 'none yet';
    return <span className="text-ink-faint">{words}</span>;
  }
  return (
    <span className="text-ink-muted">
      {stats.top.slice(0, 3).map(({ value, rows }, index) => (
        <span key={String(value)}>
          {index > 0 && ', '}
          <Foreign text={valueText(value)} max={40} /> {formatShare(rows / Math.max(1, stats.rows))}
        </span>
      ))}
      {stats.distinct > 3 && `, ${formatNumber(stats.distinct)} different`}
    </span>
  );
}

/** A cell as text, whatever it holds. */
export const valueText = (value: Value): string => {
  if (value === null) return 'missing';
  return typeof value === 'number' && Number.isFinite(value) ? formatNumber(value) : String(value);
};
