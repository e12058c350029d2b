'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Answer } from '@/components/Answer';
import { countOf } from '@/components/figures';
import { DrawMonitor } from '@/components/monitors/DrawMonitor';
import { stateOf, stateWords } from '@/components/monitors/monitorFacts';
import { stateNames } from '@/components/monitors/monitorFilters';
import { useTRPC } from '@/components/trpc';
import { Card } from '@/components/ui/Card';
import { EmptyState } from '@/components/ui/EmptyState';
import { LinkButton } from '@/components/ui/LinkButton';
import { SeverityIcon } from '@/components/ui/SeverityIcon';

const marks = {
  firing: 'critical',
  attention: 'warning',
  fine: 'ok',
  waiting: 'no_data',
  paused: 'no_data',
  draft: 'no_data',
} as const;

/** How many monitors are in which state; each leads to its list. */
export function MonitorsByState() {
  const trpc = useTRPC();
  const query = useQuery(trpc.monitors.list.queryOptions(undefined, { refetchInterval: 10_000 }));
  return (
    <Card title="Monitors by state">
      <Answer query={query} loading="Loading monitors" failed="Monitors could not be loaded">
        {(monitors) => {
          const groups = stateNames
            .map((state) => ({ state, count: monitors.filter((row) => stateOf(row) === state).length }))
            .filter(({ count }) => count > 0);
          if (groups.length === 0) return <NoMonitors />;
          return (
            <ul className="flex flex-col">
              {groups.map(({ state, count }) => (
                <li key={state}>
                  <Link
                    href={`/monitors?state=${state}`}
                    className="-mx-2 flex min-h-9 items-center gap-2.5 rounded-md px-2 hover:bg-surface-hover"
                  >
                    <SeverityIcon severity={marks[state]} />
                    <span className="flex-1">{stateWords[state]}</span>
                    <span className="font-medium">{countOf(count, 'monitor')}</span>
                  </Link>
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
    </Card>
  );
}

function NoMonitors() {
  return (
    <EmptyState
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
      There is data, and nothing watches it yet.
    </EmptyState>
  );
}
