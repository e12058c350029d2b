'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { Answer } from '@/components/Answer';
import { Foreign } from '@/components/Foreign';
import { useTRPC } from '@/components/trpc';
import { Banner } from '@/components/ui/Banner';
import { Button } from '@/components/ui/Button';
import { Card } from '@/components/ui/Card';
import { CodeBlock } from '@/components/ui/CodeBlock';
import { Dialog } from '@/components/ui/Dialog';
import { PageHeader } from '@/components/ui/PageHeader';
import { RelativeTime } from '@/components/ui/RelativeTime';
import { WhyList } from '@/components/WhyList';
import { formatValue } from '@/lib/blocks/block';
import { Acknowledge } from './Acknowledge';
import { AlertChart } from './AlertChart';
import { AlertBadge } from './AlertTable';
import { type AlertDetail, alertTitle } from './alertWords';
import { DeliveryTable } from './DeliveryTable';
import { Timeline } from './Timeline';

/** One alert: what, why, since when, who was told, who takes care. */
export function AlertPage({ id }: { id: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.alerts.get.queryOptions({ id }, { refetchInterval: 5_000 }));
  return (
    <>
      {!query.data && <PageHeader title="Alert" parent={{ href: '/alerts', label: 'Alerts' }} />}
      <Answer
        query={query}
        loading="Loading the alert"
        failed="The alert could not be loaded"
        headingLevel={2}
      >
        {(alert) => (
          <>
            <PageHeader
              title={<Foreign text={alertTitle(alert)} max={160} />}
              parent={{ href: '/alerts', label: 'Alerts' }}
              meta={<AlertBadge alert={alert} />}
              description={
                <>
                  {alert.state === 'firing' ? 'Wrong since ' : 'Was wrong from '}
                  <RelativeTime at={alert.startedAt} />
                  {alert.resolvedAt !== null && (
                    <>
                      , over <RelativeTime at={alert.resolvedAt} />
                    </>
                  )}
                  .
                </>
              }
              actions={!alert.acknowledged && <Acknowledge id={alert.id} />}
            />
            <AlertBody alert={alert} />
          </>
        )}
      </Answer>
    </>
  );
}

function AlertBody({ alert }: { alert: AlertDetail }) {
  const { reason, reasonFirst, acknowledged, monitor, series, valuePeak } = alert;
  const worst =
    series && valuePeak !== null && valuePeak !== alert.value ? formatValue(valuePeak, series.unit) : null;
  const isGoodNow = alert.state === 'firing' && series?.points.at(-1)?.[2] === 'ok';
  return (
    <div className="flex flex-col gap-6">
      <Card title="What was found">
        <p className="text-base">
          <Foreign text={reason} max={2_000} />
        </p>
        {worst !== null && <p className="mt-1 text-ink-muted">At worst: {worst}</p>}
        {reasonFirst !== reason && (
          <p className="mt-1 text-ink-muted">
            At first: <Foreign text={reasonFirst} max={2_000} />
          </p>
        )}
      </Card>
      {isGoodNow && (
        <Banner title="It is back within its limits">
          The alert rings on until that has lasted as long as the monitor asks for.
        </Banner>
      )}
      {acknowledged && (
        <Banner tone="ok" title={`Acknowledged by ${acknowledged.by.slice(0, 60)}`}>
          {acknowledged.note && <Foreign text={acknowledged.note} max={2_000} className="block" />}
          <RelativeTime at={acknowledged.at} />
        </Banner>
      )}
      <AlertChart alert={alert} />
      <div className="grid gap-6 lg:grid-cols-2">
        <Card title="Why it is watched">
          <WhyList why={alert.why} />
        </Card>
        <Card title="Which monitor">
          <p className="flex flex-col gap-3 text-sm">
            <Link
              href={`/monitors/${monitor.id}`}
              className="inline-block min-h-6 self-start text-accent-ink hover:underline"
            >
              <Foreign text={monitor.name} max={120} />
            </Link>
            <ExactVersion alert={alert} />
          </p>
        </Card>
      </div>
      <Card title="Timeline">
        <Timeline entries={alert.timeline} />
      </Card>
      <Card flush title="Who was told">
        <DeliveryTable deliveries={alert.deliveries} />
      </Card>
    </div>
  );
}

function ExactVersion({ alert: { monitor, text } }: { alert: AlertDetail }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <span className="text-ink-muted">
        Version {monitor.version} rang. The monitor may have changed since; this version stays as it was.
      </span>
      <Button size="sm" className="self-start" onClick={() => setOpen(true)}>
        View version {monitor.version}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} size="lg" title={`Version ${monitor.version}`}>
        <CodeBlock label="Spec as YAML" code={text} />
      </Dialog>
    </>
  );
}
