'use client';

import { BellOff } from 'lucide-react';
import Link from 'next/link';
import { useQueryStates } from 'nuqs';
import { useEffect, useState } from 'react';
import { Answer } from '@/components/Answer';
import { Foreign } from '@/components/Foreign';
import { countOf } from '@/components/figures';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/Button';
import { Card } from '@/components/ui/Card';
import { EmptyState } from '@/components/ui/EmptyState';
import { LinkButton } from '@/components/ui/LinkButton';
import { Select } from '@/components/ui/Select';
import { AlertTable } from './AlertTable';
import { type AlertStateFilter, alertFilters, alertStateOptions, alertStates } from './alertFilters';
import type { Alert } from './alertWords';
import { byMonitor, type Steady, steady } from './steadyList';
import { useAlerts } from './useAlerts';

/** Alerts by monitor, or one monitor's; the filter stands in the address. */
export function AlertList({ monitor }: { monitor?: string | undefined }) {
  const [{ state }, setFilters] = useQueryStates(alertFilters);
  return (
    <div className="flex flex-col gap-4">
      <Select
        label="Which alerts"
        options={alertStateOptions}
        value={state}
        onValueChange={(next) =>
          void setFilters({ state: alertStates.find((each) => each === next) ?? 'firing' })
        }
        className="w-44"
      />
      <FilteredAlerts key={`${state} ${monitor ?? ''}`} state={state} monitor={monitor} />
    </div>
  );
}

type FilteredProps = { state: AlertStateFilter; monitor: string | undefined };

function FilteredAlerts({ state, monitor }: FilteredProps) {
  const { query, rows } = useAlerts({ state, monitor });
  return (
    <Answer query={query} loading="Loading alerts" failed="Alerts could not be loaded" headingLevel={2}>
      {() => (
        <>
          <SteadyAlerts rows={rows ?? none} state={state} monitor={monitor} />
          {query.hasNextPage && (
            <Button
              className="self-center"
              busy={query.isFetchingNextPage && 'Loading'}
              onClick={() => void query.fetchNextPage()}
            >
              Show older alerts
            </Button>
          )}
        </>
      )}
    </Answer>
  );
}

const none: readonly Alert[] = [];
const endedMeanwhile = (alert: Alert): Alert => ({ ...alert, state: 'resolved' });
const asIs = (alert: Alert): Alert => alert;

function SteadyAlerts({ rows, state, monitor }: FilteredProps & { rows: readonly Alert[] }) {
  const [taken, setTaken] = useState(rows);
  const [list, setList] = useState<Steady<Alert>>({ shown: rows, fresh: [] });
  if (taken !== rows) {
    setTaken(rows);
    setList(steady(list.shown, rows, state === 'firing' ? endedMeanwhile : asIs));
  }
  const waiting = list.fresh.length;
  useEffect(() => {
    if (waiting > 0) announce(`${countOf(waiting, 'new alert')}`);
  }, [waiting]);
  return (
    <>
      {waiting > 0 && (
        <Button className="self-start" onClick={() => setList({ shown: rows, fresh: [] })}>
          Show {countOf(waiting, 'new alert')}
        </Button>
      )}
      <Groups alerts={list.shown} state={state} monitor={monitor} />
    </>
  );
}

type GroupsProps = FilteredProps & { alerts: readonly Alert[] };

function Groups({ alerts, state, monitor }: GroupsProps) {
  if (alerts.length === 0) return <NoAlerts state={state} />;
  if (monitor !== undefined) {
    return (
      <Card flush>
        <AlertTable caption="Alerts of this monitor" alerts={alerts} />
      </Card>
    );
  }
  return byMonitor(alerts).map((group) => (
    <Card
      key={group.id}
      flush
      title={
        <Link href={`/monitors/${group.id}`} className="inline-block min-h-6 py-0.5 hover:underline">
          <Foreign text={group.name} max={100} />
        </Link>
      }
      description={countOf(group.rows.length, 'alert')}
    >
      <AlertTable caption={`Alerts of ${group.name.slice(0, 100)}`} alerts={group.rows} />
    </Card>
  ));
}

function NoAlerts({ state }: { state: AlertStateFilter }) {
  if (state === 'firing') {
    return (
      <EmptyState
        headingLevel={2}
        icon={<BellOff size={28} />}
        title="Nothing is firing"
        action={<LinkButton href="/alerts?state=all">Show past alerts</LinkButton>}
      >
        When a monitor finds something wrong, it appears here at once.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      headingLevel={2}
      icon={<BellOff size={28} />}
      title="Alerts will appear here"
      action={<LinkButton href="/monitors">See the monitors</LinkButton>}
    >
      Each time a published monitor rings, one alert is kept: what was found, who was told, and who took care.
    </EmptyState>
  );
}
