'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil, Plug, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '@/components/Answer';
import { DeleteByName } from '@/components/DeleteByName';
import { Foreign } from '@/components/Foreign';
import { countOf } from '@/components/figures';
import { useTRPC } from '@/components/trpc';
import { Button } from '@/components/ui/Button';
import { Card } from '@/components/ui/Card';
import { EmptyState } from '@/components/ui/EmptyState';
import { IconButton } from '@/components/ui/IconButton';
import { PageHeader } from '@/components/ui/PageHeader';
import { RelativeTime } from '@/components/ui/RelativeTime';
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import { type Column, Table } from '@/components/ui/Table';
import { toast } from '@/components/ui/toast';
import { ConnectionDialog } from './ConnectionDialog';
import { type Connection, kindWords } from './connectionWords';
import { TestButton } from './TestButton';

type Open = { dialog: 'new' } | { dialog: 'edit' | 'delete'; connection: Connection } | null;

/** Where alerts can be sent. */
export function ConnectionList() {
  const trpc = useTRPC();
  const query = useQuery(trpc.connections.list.queryOptions(undefined, { refetchInterval: 15_000 }));
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const add = (
    <Button
      variant="primary"
      icon={<Plus size={16} aria-hidden="true" />}
      onClick={() => setOpen({ dialog: 'new' })}
    >
      New connection
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Connections"
        description="Where alerts are sent: webhooks, Slack and e-mail. Monitors refer to them by name."
        actions={query.data && query.data.length > 0 && add}
      />
      <Answer
        query={query}
        loading="Loading connections"
        failed="Connections could not be loaded"
        headingLevel={2}
      >
        {(connections) =>
          connections.length === 0 ? (
            <EmptyState
              headingLevel={2}
              icon={<Plug size={28} />}
              title="Ways to reach people will appear here"
              action={add}
            >
              Without one, alerts only show in Tocsin. Add a webhook, a Slack channel or a mail server, then
              use it as the action of a monitor.
            </EmptyState>
          ) : (
            <Card flush>
              <Table
                caption="Connections"
                columns={columnsFor(setOpen)}
                rows={connections}
                rowKey={({ name }) => name}
              />
            </Card>
          )
        }
      </Answer>
      {open?.dialog === 'new' && <ConnectionDialog connection={null} onClose={close} />}
      {open?.dialog === 'edit' && <ConnectionDialog connection={open.connection} onClose={close} />}
      {open?.dialog === 'delete' && <DeleteConnection connection={open.connection} onClose={close} />}
    </>
  );
}

const columnsFor = (setOpen: (open: Open) => void): Column<Connection>[] => [
  { id: 'name', header: 'Name', cell: ({ name }) => <Foreign text={name} max={64} className="font-mono" /> },
  { id: 'kind', header: 'Kind', cell: ({ kind }) => kindWords[kind].label },
  {
    id: 'target',
    header: 'Leads to',
    cell: ({ target }) => <Foreign text={target || 'not set'} max={80} />,
  },
  { id: 'state', header: 'State', cell: (connection) => <State connection={connection} /> },
  { id: 'test', header: 'Try it', cell: ({ name }) => <TestButton name={name} /> },
  {
    id: 'do',
    header: 'Actions',
    cell: (connection) => (
      <span className="flex gap-1">
        <IconButton
          size="sm"
          label={`Change ${connection.name}`}
          icon={<Pencil size={14} aria-hidden="true" />}
          onClick={() => setOpen({ dialog: 'edit', connection })}
        />
        <IconButton
          size="sm"
          label={`Delete ${connection.name}`}
          icon={<Trash2 size={14} aria-hidden="true" />}
          onClick={() => setOpen({ dialog: 'delete', connection })}
        />
      </span>
    ),
  },
];

function State({ connection }: { connection: Connection }) {
  const { locked, failures, lastError, lastDeliveredAt } = connection;
  if (locked) {
    return (
      <span className="flex flex-col items-start gap-1">
        <SeverityBadge severity="error" text="Secret cannot be read" />
        <span className="text-ink-muted text-xs">
          It was stored with another key. Change the connection and give it again.
        </span>
      </span>
    );
  }
  if (failures > 0) {
    return (
      <span className="flex flex-col items-start gap-1">
        <SeverityBadge severity="critical" text={`${countOf(failures, 'failure')} in a row`} />
        {lastError && <Foreign text={lastError} max={200} className="text-ink-muted text-xs" />}
      </span>
    );
  }
  if (lastDeliveredAt === null) return <span className="text-ink-faint">nothing sent yet</span>;
  return (
    <span>
      last delivery <RelativeTime at={lastDeliveredAt} />
    </span>
  );
}

type DeleteConnectionProps = { connection: Connection; onClose: () => void };

function DeleteConnection({ connection: { name }, onClose }: DeleteConnectionProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const deletion = useMutation(
    trpc.connections.remove.mutationOptions({
      onSuccess: () => {
        void client.invalidateQueries(trpc.connections.pathFilter());
        void client.invalidateQueries(trpc.catalogue.pathFilter());
        toast('The connection was deleted');
        onClose();
      },
    }),
  );
  return (
    <DeleteByName
      thing="connection"
      name={name}
      consequence="Its secret goes for good. Monitors that send to it keep running, and what they send is shown as not delivered."
      deletion={{ ...deletion, mutate: () => deletion.mutate({ name }) }}
      open
      onOpenChange={(open) => !open && onClose()}
    />
  );
}
