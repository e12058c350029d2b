'use client';

import { useQuery } from '@tanstack/react-query';
import { Database } from 'lucide-react';
import Link from 'next/link';
import { Answer } from '@/components/Answer';
import { Foreign } from '@/components/Foreign';
import { formatCount, formatShare } from '@/components/figures';
import { useTRPC } from '@/components/trpc';
import { Card } from '@/components/ui/Card';
import { EmptyState } from '@/components/ui/EmptyState';
import { LinkButton } from '@/components/ui/LinkButton';
import { type Column, Table } from '@/components/ui/Table';
import type { RouterOutputs } from '@/server/api/root';
import { Freshness } from './Freshness';
import { StreamVolume } from './StreamVolume';

type Stream = RouterOutputs['streams']['list'][number];

const columns: Column<Stream>[] = [
  {
    id: 'name',
    header: 'Stream',
    cell: ({ name }) => (
      <Link
        href={`/streams/${encodeURIComponent(name)}`}
        className="inline-block min-h-6 py-0.5 text-accent-ink hover:underline"
      >
        <Foreign text={name} />
      </Link>
    ),
  },
  { id: 'rows', header: 'Rows', align: 'end', cell: ({ rows }) => formatCount(rows) },
  { id: 'columns', header: 'Columns', align: 'end', cell: (stream) => formatCount(stream.columns) },
  { id: 'newest', header: 'Newest row', cell: ({ to, live }) => <Freshness to={to} live={live} /> },
  { id: 'volume', header: 'Rows over time', cell: ({ name }) => <StreamVolume stream={name} /> },
  {
    id: 'labels',
    header: 'With label',
    align: 'end',
    cell: ({ labelledShare }) =>
      labelledShare === null ? (
        <span className="text-ink-faint">no label column</span>
      ) : (
        formatShare(labelledShare)
      ),
  },
];

/** All streams: how much there is, how fresh, and how much of it is labelled. */
export function StreamList() {
  const trpc = useTRPC();
  const query = useQuery(trpc.streams.list.queryOptions(undefined, { refetchInterval: 10_000 }));
  return (
    <Answer query={query} loading="Loading streams" failed="Streams could not be loaded" headingLevel={2}>
      {(streams) =>
        streams.length === 0 ? (
          <EmptyState
            headingLevel={2}
            icon={<Database size={28} />}
            title="Your data will appear here"
            action={
              <LinkButton href="/start" variant="primary">
                Add data
              </LinkButton>
            }
          >
            A stream is a table of events, such as one row for each prediction. Load the sample, upload a
            file, or send events from your system.
          </EmptyState>
        ) : (
          <Card flush>
            <Table caption="Streams" columns={columns} rows={streams} rowKey={({ name }) => name} />
          </Card>
        )
      }
    </Answer>
  );
}
