'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Answer } from '@/components/Answer';
import { momentText } from '@/components/charts/chartWords';
import { countOf } from '@/components/figures';
import { problemsOf } from '@/components/problemsOf';
import { useTRPC, useTRPCClient } from '@/components/trpc';
import { Button } from '@/components/ui/Button';
import { Card } from '@/components/ui/Card';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorState } from '@/components/ui/ErrorState';
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import { type Column, Table } from '@/components/ui/Table';
import { WithCode } from '@/components/ui/WithCode';
import type { RouterOutputs } from '@/server/api/root';

type Run = RouterOutputs['monitors']['runs']['items'][number];

const columns: Column<Run>[] = [
  { id: 'slot', header: 'Window ended', cell: ({ slot }) => momentText(slot) },
  {
    id: 'severity',
    header: 'Found',
    cell: ({ severity, status }) => (
      <SeverityBadge severity={severity ?? (status === 'failed' ? 'error' : 'no_data')} />
    ),
  },
  { id: 'version', header: 'Version', align: 'end', cell: ({ version }) => version },
  { id: 'took', header: 'Took', align: 'end', cell: ({ tookMs }) => `${tookMs} ms` },
  { id: 'remarks', header: 'Remarks', cell: (run) => <Remarks run={run} /> },
];

function Remarks({ run }: { run: Run }) {
  const remarks = [
    run.waiting && 'It waits for labels.',
    run.partial && 'The data was known to be incomplete.',
    run.missed > 0 && `${countOf(run.missed, 'run')} before it did not take place.`,
  ].filter(Boolean);
  return (
    <span className="text-ink-muted">
      {run.problem && (
        <span className="wrap-anywhere block">
          <WithCode text={`${run.problem.what} ${run.problem.fix}`} />
        </span>
      )}
      {remarks.join(' ')}
    </span>
  );
}

/** Every run, newest first. */
export function RunTable({ id }: { id: string }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const query = useInfiniteQuery({
    queryKey: [...trpc.monitors.runs.queryKey({ id }), 'pages'],
    queryFn: ({ pageParam, signal }) => client.monitors.runs.query({ id, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  return (
    <Answer query={query} loading="Loading runs" failed="The runs could not be loaded">
      {({ pages }) => (
        <div className="flex flex-col gap-3">
          <Card flush>
            <Table
              caption="Runs of this monitor"
              dense
              columns={columns}
              rows={pages.flatMap(({ items }) => items)}
              rowKey={({ slot, version }) => `${slot} ${version}`}
              empty={
                <EmptyState className="m-4" title="Runs will appear here">
                  Each run looks at one window of data. Runs begin once the monitor is published and switched
                  on.
                </EmptyState>
              }
            />
          </Card>
          {query.isFetchNextPageError && (
            <ErrorState title="Older runs could not be loaded" problems={problemsOf(query.error)} />
          )}
          {query.hasNextPage && (
            <Button
              className="self-center"
              busy={query.isFetchingNextPage && 'Loading'}
              onClick={() => void query.fetchNextPage()}
            >
              Show older runs
            </Button>
          )}
        </div>
      )}
    </Answer>
  );
}
