'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Answer } from '@/components/Answer';
import { Foreign } from '@/components/Foreign';
import { countOf } from '@/components/figures';
import { Freshness } from '@/components/streams/Freshness';
import { StreamVolume } from '@/components/streams/StreamVolume';
import { useTRPC } from '@/components/trpc';
import { Card } from '@/components/ui/Card';
import { EmptyState } from '@/components/ui/EmptyState';
import { LinkButton } from '@/components/ui/LinkButton';

const STREAMS_SHOWN = 8;

/** How fresh the data is. */
export function StreamsNow() {
  const trpc = useTRPC();
  const query = useQuery(trpc.streams.list.queryOptions(undefined, { refetchInterval: 10_000 }));
  return (
    <Card
      title="Data"
      actions={
        <LinkButton size="sm" href="/start">
          Add data
        </LinkButton>
      }
    >
      <Answer query={query} loading="Loading streams" failed="Streams could not be loaded">
        {(streams) =>
          streams.length === 0 ? (
            <EmptyState
              title="Your data will appear here"
              action={<LinkButton href="/start">Add data</LinkButton>}
            >
              Load the sample, upload a file, or send events.
            </EmptyState>
          ) : (
            <ul className="flex flex-col">
              {streams.slice(0, STREAMS_SHOWN).map(({ name, rows, to, live }) => (
                <li key={name}>
                  <Link
                    href={`/streams/${encodeURIComponent(name)}`}
                    className="-mx-2 flex min-h-11 flex-wrap items-center gap-x-4 rounded-md px-2 py-1 hover:bg-surface-hover"
                  >
                    <span className="flex min-w-0 flex-1 flex-col">
                      <Foreign text={name} className="font-medium" />
                      <span className="text-ink-faint text-xs">
                        {countOf(rows, 'row')} · newest <Freshness to={to} live={live} />
                      </span>
                    </span>
                    <StreamVolume stream={name} />
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Card>
  );
}
