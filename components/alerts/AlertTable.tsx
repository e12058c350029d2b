'use client';

import Link from 'next/link';
import { Foreign } from '@/components/Foreign';
import { Badge } from '@/components/ui/Badge';
import { RelativeTime } from '@/components/ui/RelativeTime';
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import { severityWords } from '@/components/ui/severity';
import { type Column, Table } from '@/components/ui/Table';
import { type Alert, alertTitle, severityNow } from './alertWords';

const columns: Column<Alert>[] = [
  {
    id: 'what',
    header: 'What',
    className: 'max-w-xl',
    cell: (alert) => (
      <span className="flex flex-col gap-0.5">
        <Link
          href={`/alerts/${alert.id}`}
          className="inline-block min-h-6 self-start py-0.5 text-accent-ink hover:underline"
        >
          <Foreign text={alertTitle(alert)} max={120} />
        </Link>
        <Foreign text={alert.reason} max={240} className="font-normal text-ink-muted" />
      </span>
    ),
  },
  { id: 'severity', header: 'Severity', cell: (alert) => <AlertBadge alert={alert} /> },
  {
    id: 'since',
    header: 'Since',
    cell: ({ startedAt, resolvedAt }) => (
      <span>
        <RelativeTime at={startedAt} />
        {resolvedAt !== null && (
          <span className="block text-ink-faint text-xs">
            over <RelativeTime at={resolvedAt} />
          </span>
        )}
      </span>
    ),
  },
  {
    id: 'acknowledged',
    header: 'Acknowledged',
    cell: ({ acknowledged, state }) => {
      if (acknowledged) return <Foreign text={`by ${acknowledged.by}`} max={40} />;
      return state === 'firing' ? (
        <Badge tone="accent">Nobody yet</Badge>
      ) : (
        <span className="text-ink-faint">no</span>
      );
    },
  },
];

/** Severity while it rings, and that it is over once it is. */
export function AlertBadge({ alert }: { alert: Alert }) {
  const severity = severityNow(alert);
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      {alert.state === 'firing' ? (
        <SeverityBadge severity={severity} />
      ) : (
        <SeverityBadge severity="ok" text={`Over, was ${severityWords[severity].toLowerCase()}`} />
      )}
      {alert.backfilled && <Badge tone="outline">Computed at publishing</Badge>}
    </span>
  );
}

const monitorColumn: Column<Alert> = {
  id: 'monitor',
  header: 'Monitor',
  cell: ({ monitor }) => (
    <Link href={`/monitors/${monitor.id}`} className="inline-block min-h-6 py-0.5 hover:underline">
      <Foreign text={monitor.name} max={60} />
    </Link>
  ),
};

type AlertTableProps = {
  caption: string;
  alerts: readonly Alert[];
  /** Where the alerts of several monitors stand together. */
  withMonitor?: boolean | undefined;
};

export function AlertTable({ caption, alerts, withMonitor = false }: AlertTableProps) {
  const [first, ...rest] = columns;
  const shown = withMonitor && first ? [first, monitorColumn, ...rest] : columns;
  return <Table caption={caption} columns={shown} rows={alerts} rowKey={({ id }) => id} />;
}
