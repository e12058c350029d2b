'use client';

import { useQuery } from '@tanstack/react-query';
import { Search, Workflow } from 'lucide-react';
import Link from 'next/link';
import { useQueryStates } from 'nuqs';
import { Answer } from '@/components/Answer';
import { Sparkline } from '@/components/charts/Sparkline';
import { Foreign } from '@/components/Foreign';
import { useTRPC } from '@/components/trpc';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { Card } from '@/components/ui/Card';
import { EmptyState } from '@/components/ui/EmptyState';
import { Input } from '@/components/ui/Input';
import { LinkButton } from '@/components/ui/LinkButton';
import { RelativeTime } from '@/components/ui/RelativeTime';
import { Select } from '@/components/ui/Select';
import { type Column, Table } from '@/components/ui/Table';
import type { RouterOutputs } from '@/server/api/root';
import { DrawMonitor } from './DrawMonitor';
import { EnabledSwitch } from './EnabledSwitch';
import { MonitorState } from './MonitorState';
import { monitorFilters, passes, stateNames, stateOptions } from './monitorFilters';

export type MonitorRow = RouterOutputs['monitors']['list'][number];

const columns: Column<MonitorRow>[] = [
  { id: 'name', header: 'Monitor', cell: (row) => <NameCell row={row} />, className: 'max-w-md' },
  { id: 'state', header: 'State', cell: (row) => <MonitorState {...row} /> },
  { id: 'trend', header: 'Lately', cell: ({ sparkline }) => <Trend sparkline={sparkline} /> },
  { id: 'run', header: 'Last run', cell: (row) => <LastRun row={row} /> },
  {
    id: 'enabled',
    header: 'Runs',
    cell: ({ id, name, enabled, version }) =>
      version === null ? (
        <span className="text-ink-faint">after publishing</span>
      ) : (
        <EnabledSwitch id={id} name={name} enabled={enabled} />
      ),
  },
];

function NameCell({ row }: { row: MonitorRow }) {
  const { id, name, why, version, hasUnpublishedChanges } = row;
  const because = [why.requirement, why.objective].filter(Boolean).join(': ');
  return (
    <div className="flex flex-col gap-0.5">
      <span className="flex flex-wrap items-center gap-x-2">
        <Link
          href={version === null ? `/monitors/${id}/edit` : `/monitors/${id}`}
          className="inline-block min-h-6 py-0.5 text-accent-ink hover:underline"
        >
          <Foreign text={name} max={100} />
        </Link>
        {version !== null && hasUnpublishedChanges && <Badge tone="accent">Unpublished changes</Badge>}
      </span>
      {because && <Foreign text={because} max={120} className="font-normal text-ink-faint text-xs" />}
    </div>
  );
}

function Trend({ sparkline }: { sparkline: MonitorRow['sparkline'] }) {
  if (!sparkline || sparkline.values.length === 0) return <span className="text-ink-faint">nothing yet</span>;
  return <Sparkline label={sparkline.title} values={sparkline.values} unit="score" />;
}

function LastRun({ row: { lastRunAt, lastRunStatus } }: { row: MonitorRow }) {
  if (lastRunAt === null) return <span className="text-ink-faint">never</span>;
  return (
    <span>
      <RelativeTime at={lastRunAt} />
      {lastRunStatus === 'failed' && <span className="text-critical-ink"> · failed</span>}
    </span>
  );
}

/** All monitors, worst first as the server orders them; the filters stand in the address. */
export function MonitorList() {
  const trpc = useTRPC();
  const query = useQuery(trpc.monitors.list.queryOptions(undefined, { refetchInterval: 10_000 }));
  const [filters, setFilters] = useQueryStates(monitorFilters);
  const clear = () => void setFilters({ state: null, q: null });
  return (
    <Answer query={query} loading="Loading monitors" failed="Monitors could not be loaded" headingLevel={2}>
      {(monitors) =>
        monitors.length === 0 ? (
          <NoMonitors />
        ) : (
          <div className="flex flex-col gap-4">
            <search className="flex flex-wrap items-center gap-3">
              <div className="w-96 max-w-full">
                <Input
                  type="search"
                  aria-label="Search monitors by name, objective or owner"
                  placeholder="Search by name, objective or owner"
                  icon={<Search size={15} />}
                  value={filters.q}
                  onChange={(event) => void setFilters({ q: event.target.value || null })}
                />
              </div>
              <Select
                label="State"
                options={stateOptions}
                value={filters.state ?? 'all'}
                onValueChange={(value) =>
                  void setFilters({ state: stateNames.find((name) => name === value) ?? null })
                }
                className="w-56"
              />
            </search>
            <Card flush>
              <Table
                caption="Monitors"
                columns={columns}
                rows={monitors.filter((row) => passes(row, filters))}
                rowKey={({ id }) => id}
                empty={
                  <EmptyState
                    className="m-4"
                    title="No monitor matches"
                    action={<Button onClick={clear}>Clear the filters</Button>}
                  >
                    {monitors.length} are hidden by the filters.
                  </EmptyState>
                }
              />
            </Card>
          </div>
        )
      }
    </Answer>
  );
}

function NoMonitors() {
  return (
    <EmptyState
      headingLevel={2}
      icon={<Workflow size={28} />}
      title="Your monitors will appear here"
      action={
        <>
          <LinkButton href="/gallery" variant="primary">
            Start from a template
          </LinkButton>
          <DrawMonitor variant="secondary">Start blank</DrawMonitor>
        </>
      }
    >
      A monitor looks at your data again and again, and rings when something is wrong. Take one from the
      gallery and point it at your data, or draw your own.
    </EmptyState>
  );
}
