'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, Ellipsis, History, Pencil, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useState } from 'react';
import { Answer } from '@/components/Answer';
import { AlertList } from '@/components/alerts/AlertList';
import { DeleteByName } from '@/components/DeleteByName';
import { Foreign } from '@/components/Foreign';
import { useTRPC } from '@/components/trpc';
import { Badge } from '@/components/ui/Badge';
import { Banner } from '@/components/ui/Banner';
import { Card } from '@/components/ui/Card';
import { IconButton } from '@/components/ui/IconButton';
import { LinkButton } from '@/components/ui/LinkButton';
import { Menu } from '@/components/ui/Menu';
import { PageHeader } from '@/components/ui/PageHeader';
import { RelativeTime } from '@/components/ui/RelativeTime';
import { Tabs } from '@/components/ui/Tabs';
import { toast } from '@/components/ui/toast';
import { WhyList } from '@/components/WhyList';
import type { RouterOutputs } from '@/server/api/root';
import { EnabledSwitch } from './EnabledSwitch';
import { MonitorState } from './MonitorState';
import { PastUnderWay } from './PastUnderWay';
import { ReplayDialog } from './ReplayDialog';
import { RunTable } from './RunTable';
import { ScoreCharts } from './ScoreCharts';
import { useExport } from './useExport';
import { VersionTable } from './VersionTable';

export type Monitor = RouterOutputs['monitors']['get'];

const tabNames = ['overview', 'alerts', 'runs', 'versions'] as const;

/** One monitor: how it is, what it found, when it ran, and what it was. */
export function MonitorPage({ id }: { id: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.monitors.get.queryOptions({ id }, { refetchInterval: 10_000 }));
  return (
    <>
      {!query.data && <PageHeader title="Monitor" parent={{ href: '/monitors', label: 'Monitors' }} />}
      <Answer
        query={query}
        loading="Loading the monitor"
        failed="The monitor could not be loaded"
        headingLevel={2}
      >
        {(monitor) => <MonitorBody monitor={monitor} />}
      </Answer>
    </>
  );
}

function MonitorBody({ monitor }: { monitor: Monitor }) {
  const { id, published } = monitor;
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(tabNames).withDefault('overview'));
  return (
    <>
      <MonitorHeader monitor={monitor} />
      <div className="flex flex-col gap-4">
        {published === null && (
          <Banner
            title="This monitor has never been published"
            action={
              <LinkButton size="sm" href={`/monitors/${id}/edit`}>
                Open the builder
              </LinkButton>
            }
          >
            Nothing runs until you publish it in the builder.
          </Banner>
        )}
        {published !== null && monitor.hasUnpublishedChanges && (
          <Banner
            title="The draft has changes that do not run yet"
            action={
              <LinkButton size="sm" href={`/monitors/${id}/edit`}>
                Look at them
              </LinkButton>
            }
          >
            Version {published.version} runs. Publish in the builder to let the changes run.
          </Banner>
        )}
        <PastUnderWay id={id} />
        <Tabs
          label="Parts of this monitor"
          value={tab}
          onValueChange={(next) => void setTab(tabNames.find((name) => name === next) ?? 'overview')}
          tabs={[
            { value: 'overview', label: 'Overview', panel: <Overview monitor={monitor} /> },
            { value: 'alerts', label: 'Alerts', panel: <AlertList monitor={id} /> },
            { value: 'runs', label: 'Runs', panel: <RunTable id={id} /> },
            {
              value: 'versions',
              label: 'Versions',
              panel: <VersionTable id={id} live={published?.version ?? null} />,
            },
          ]}
        />
      </div>
    </>
  );
}

function Overview({ monitor }: { monitor: Monitor }) {
  return (
    <div className="flex flex-col gap-6">
      <Card title="Why it is watched">
        <WhyList why={monitor.why} />
      </Card>
      <ScoreCharts id={monitor.id} published={monitor.published !== null} />
    </div>
  );
}

function MonitorHeader({ monitor }: { monitor: Monitor }) {
  const { id, name, published, enabled } = monitor;
  const [replaying, setReplaying] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const exporting = useExport(id);
  return (
    <>
      <PageHeader
        title={<Foreign text={name} max={100} />}
        parent={{ href: '/monitors', label: 'Monitors' }}
        meta={
          <>
            <MonitorState {...monitor} version={published?.version ?? null} />
            {published && <Badge tone="outline">Version {published.version}</Badge>}
          </>
        }
        description={<LastRun monitor={monitor} />}
        actions={
          <>
            {published && <EnabledSwitch id={id} name={name} enabled={enabled} labelShown />}
            <LinkButton
              href={`/monitors/${id}/edit`}
              variant="primary"
              icon={<Pencil size={15} aria-hidden="true" />}
            >
              Edit in builder
            </LinkButton>
            <Menu
              trigger={
                <IconButton
                  label="More actions"
                  variant="secondary"
                  icon={<Ellipsis size={16} aria-hidden="true" />}
                />
              }
              entries={[
                {
                  id: 'replay',
                  label: 'Replay over past data',
                  icon: <History size={15} />,
                  disabled: published === null,
                  onSelect: () => setReplaying(true),
                },
                {
                  id: 'export',
                  label: 'Export as YAML',
                  icon: <Download size={15} />,
                  onSelect: () => void exporting(),
                },
                { id: 'line', separator: true },
                {
                  id: 'delete',
                  label: 'Delete',
                  icon: <Trash2 size={15} />,
                  danger: true,
                  onSelect: () => setDeleting(true),
                },
              ]}
            />
          </>
        }
      />
      {replaying && <ReplayDialog id={id} open onOpenChange={setReplaying} />}
      <DeleteMonitor monitor={monitor} open={deleting} onOpenChange={setDeleting} />
    </>
  );
}

function LastRun({ monitor: { lastRunAt, lastRunStatus } }: { monitor: Monitor }) {
  if (lastRunAt === null) return 'It has not run yet.';
  return (
    <>
      Last run <RelativeTime at={lastRunAt} />
      {lastRunStatus === 'failed' && '; it failed, see Runs for the reason'}.
    </>
  );
}

type DeleteMonitorProps = { monitor: Monitor; open: boolean; onOpenChange: (open: boolean) => void };

function DeleteMonitor({ monitor: { id, name }, open, onOpenChange }: DeleteMonitorProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const deletion = useMutation(
    trpc.monitors.remove.mutationOptions({
      onSuccess: () => {
        void client.invalidateQueries(trpc.monitors.list.queryFilter());
        toast('The monitor was deleted');
        router.push('/monitors');
      },
    }),
  );
  return (
    <DeleteByName
      thing="monitor"
      name={name}
      consequence="It stops at once; its versions, runs and alerts go for good. The data it watches stays."
      deletion={{ ...deletion, mutate: () => deletion.mutate({ id }) }}
      open={open}
      onOpenChange={onOpenChange}
    />
  );
}
