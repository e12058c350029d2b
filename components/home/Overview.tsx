'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Answer } from '@/components/Answer';
import { AlertTable } from '@/components/alerts/AlertTable';
import { useAlerts } from '@/components/alerts/useAlerts';
import { countOf } from '@/components/figures';
import { useTRPC } from '@/components/trpc';
import { Banner } from '@/components/ui/Banner';
import { Card } from '@/components/ui/Card';
import { LinkButton } from '@/components/ui/LinkButton';
import { RelativeTime } from '@/components/ui/RelativeTime';
import { SeverityIcon } from '@/components/ui/SeverityIcon';
import { Stat } from '@/components/ui/Stat';
import type { RouterOutputs } from '@/server/api/root';
import { MonitorsByState } from './MonitorsByState';
import { StreamsNow } from './StreamsNow';
import { Undelivered } from './Undelivered';

type Status = RouterOutputs['system']['status'];
const ALERTS_SHOWN = 6;

/** How everything is now: what fires first, then monitors and data. */
export function Overview() {
  const trpc = useTRPC();
  const status = useQuery(trpc.system.status.queryOptions(undefined, { refetchInterval: 10_000 }));
  return (
    <div className="flex flex-col gap-6">
      {status.data && <Notices status={status.data} />}
      <Answer
        query={status}
        loading="Loading the overview"
        failed="The overview could not be loaded"
        headingLevel={2}
      >
        {(data) => <Numbers status={data} />}
      </Answer>
      <FiringNow />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <MonitorsByState />
        <StreamsNow />
      </div>
    </div>
  );
}

function Notices({ status: { engine, counts } }: { status: Status }) {
  return (
    <>
      {!engine.ok && (
        <Banner tone="critical" title="The engine does not answer: nothing is being evaluated">
          It is restarted by itself. If this stays for more than a minute, look at its log. What you see below
          is as it was last.
        </Banner>
      )}
      {counts.undelivered > 0 && <Undelivered count={counts.undelivered} />}
    </>
  );
}

function Numbers({ status: { engine, counts } }: { status: Status }) {
  const { rows = [] } = useAlerts({ state: 'firing' });
  const worst = (['critical', 'warning', 'error', 'no_data'] as const).find((severity) =>
    rows.some((alert) => alert.severity === severity),
  );
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <Stat
        label="Firing alerts"
        value={
          <Link href="/alerts" className="hover:underline">
            {counts.firing}
          </Link>
        }
        severity={counts.firing > 0 ? (worst ?? 'warning') : 'ok'}
      />
      <Stat label="Monitors" value={<NumberLink href="/monitors" count={counts.monitors} />} />
      <Stat label="Streams" value={<NumberLink href="/streams" count={counts.streams} />} />
      <Stat
        label="Last evaluation"
        value={
          <span className="text-base">
            {engine.lastRunAt === null ? 'Nothing yet' : <RelativeTime at={engine.lastRunAt} />}
          </span>
        }
      />
    </div>
  );
}

function NumberLink({ href, count }: { href: string; count: number | null }) {
  return (
    <Link href={href} className="hover:underline">
      {count ?? 'unknown'}
    </Link>
  );
}

function FiringNow() {
  const { query, rows = [] } = useAlerts({ state: 'firing' });
  return (
    <Card
      flush
      title="Firing now"
      actions={
        rows.length > ALERTS_SHOWN && (
          <LinkButton size="sm" href="/alerts">
            See all {countOf(rows.length, 'alert')}
          </LinkButton>
        )
      }
    >
      <div className="pb-2">
        <Answer query={query} loading="Loading alerts" failed="Alerts could not be loaded">
          {() =>
            rows.length === 0 ? (
              <p className="flex items-center gap-2 px-4 pb-3 text-ink-muted">
                <SeverityIcon severity="ok" /> Nothing is firing.
              </p>
            ) : (
              <AlertTable caption="Alerts that fire now" alerts={rows.slice(0, ALERTS_SHOWN)} withMonitor />
            )
          }
        </Answer>
      </div>
    </Card>
  );
}
