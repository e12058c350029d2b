'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2, Workflow } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Answer } from '@/components/Answer';
import { DeleteByName } from '@/components/DeleteByName';
import { Foreign } from '@/components/Foreign';
import { countOf, formatCount, formatShare } from '@/components/figures';
import { DrawMonitor } from '@/components/monitors/DrawMonitor';
import { useTRPC } from '@/components/trpc';
import { Button } from '@/components/ui/Button';
import { Card } from '@/components/ui/Card';
import { PageHeader } from '@/components/ui/PageHeader';
import { Stat } from '@/components/ui/Stat';
import { toast } from '@/components/ui/toast';
import type { RouterOutputs } from '@/server/api/root';
import { ColumnTable } from './ColumnTable';
import { Freshness } from './Freshness';
import { HowToSend } from './HowToSend';
import { LastRows } from './LastRows';
import { StreamVolumeCard } from './StreamVolumeCard';

type Stream = RouterOutputs['streams']['get'];

/** One stream: what is in it, what its columns mean, and how to send more. */
export function StreamPage({ name }: { name: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.streams.get.queryOptions({ name }, { refetchInterval: 10_000 }));
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <PageHeader
        title={<Foreign text={name} />}
        parent={{ href: '/streams', label: 'Streams' }}
        actions={
          query.data && (
            <>
              <Button icon={<Trash2 size={15} aria-hidden="true" />} onClick={() => setDeleting(true)}>
                Delete
              </Button>
              <DrawMonitor stream={name} icon={<Workflow size={15} aria-hidden="true" />}>
                Draw a monitor on it
              </DrawMonitor>
            </>
          )
        }
      />
      <Answer
        query={query}
        loading="Loading the stream"
        failed="The stream could not be loaded"
        headingLevel={2}
      >
        {(stream) => <StreamBody stream={stream} />}
      </Answer>
      <DeleteStream name={name} rows={query.data?.rows ?? 0} open={deleting} onOpenChange={setDeleting} />
    </>
  );
}

function StreamBody({ stream }: { stream: Stream }) {
  const trpc = useTRPC();
  const stats = useQuery(trpc.streams.stats.queryOptions({ name: stream.name }, { staleTime: 30_000 }));
  const share = stream.labelledShare;
  return (
    <div className="flex flex-col gap-6">
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        <Stat label="Rows" value={formatCount(stream.rows)} />
        <Stat label="Columns" value={formatCount(stream.columns.length)} />
        <Stat
          label="Newest row"
          value={
            <span className="text-base">
              <Freshness to={stream.to} live={stream.live} />
            </span>
          }
        />
        <Stat
          label="Rows with label"
          value={share === null ? <span className="text-base">No label column</span> : formatShare(share)}
          detail={share === null ? 'Give a column the role Label' : undefined}
        />
      </div>
      <StreamVolumeCard stream={stream.name} />
      <Card
        flush
        title="Columns"
        description="Roles tell monitors what each column means. They were guessed from the names and values; correct them here."
      >
        <ColumnTable stream={stream.name} columns={stream.columns} stats={stats.data ?? null} />
      </Card>
      <Card title="Newest rows">
        <LastRows stream={stream.name} columns={stream.columns} />
      </Card>
      <Card
        title="Send more"
        description="From your own system, at any rate. An id that was seen before changes nothing."
      >
        <HowToSend stream={stream.name} columns={stream.columns} labels />
      </Card>
    </div>
  );
}

type DeleteStreamProps = {
  name: string;
  rows: number;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

function DeleteStream({ name, rows, open, onOpenChange }: DeleteStreamProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const deletion = useMutation(
    trpc.streams.remove.mutationOptions({
      onSuccess: () => {
        void client.invalidateQueries(trpc.streams.list.queryFilter());
        void client.invalidateQueries(trpc.catalogue.pathFilter());
        toast('The stream was deleted');
        router.push('/streams');
      },
    }),
  );
  return (
    <DeleteByName
      thing="stream"
      name={name}
      consequence={`${countOf(rows, 'row')} and their labels go for good. Monitors on it stay and will say that there is no data.`}
      deletion={{ ...deletion, mutate: () => deletion.mutate({ name }) }}
      open={open}
      onOpenChange={onOpenChange}
    />
  );
}
