'use client';

import { useQuery } from '@tanstack/react-query';
import { Download, Eye } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '@/components/Answer';
import { Foreign } from '@/components/Foreign';
import { useTRPC } from '@/components/trpc';
import { Button } from '@/components/ui/Button';
import { Card } from '@/components/ui/Card';
import { CodeBlock } from '@/components/ui/CodeBlock';
import { Dialog } from '@/components/ui/Dialog';
import { EmptyState } from '@/components/ui/EmptyState';
import { LinkButton } from '@/components/ui/LinkButton';
import { RelativeTime } from '@/components/ui/RelativeTime';
import { type Column, Table } from '@/components/ui/Table';
import type { RouterOutputs } from '@/server/api/root';
import { useExport } from './useExport';

type Version = RouterOutputs['monitors']['versions'][number];

/** Everything that was ever published, newest first, each as it was. */
export function VersionTable({ id, live }: { id: string; live: number | null }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.monitors.versions.queryOptions({ id }));
  const [viewed, setViewed] = useState<number | null>(null);
  const exporting = useExport(id);
  const columns: Column<Version>[] = [
    {
      id: 'number',
      header: 'Version',
      cell: ({ number }) => `${number}${number === live ? ' (runs now)' : ''}`,
    },
    {
      id: 'note',
      header: 'What changed',
      className: 'max-w-md',
      cell: ({ note, summary }) => (
        <span className="flex flex-col">
          {note && <Foreign text={note} max={300} />}
          {summary && <Foreign text={summary} max={300} className="text-ink-muted" />}
          {!note && !summary && <span className="text-ink-faint">no note</span>}
        </span>
      ),
    },
    { id: 'by', header: 'By', cell: ({ author }) => <Foreign text={author} max={40} /> },
    { id: 'at', header: 'Published', cell: ({ at }) => <RelativeTime at={at} /> },
    {
      id: 'do',
      header: 'Actions',
      cell: ({ number }) => (
        <span className="flex gap-1">
          <Button
            size="sm"
            variant="quiet"
            aria-label={`View version ${number}`}
            icon={<Eye size={14} aria-hidden="true" />}
            onClick={() => setViewed(number)}
          >
            View
          </Button>
          <Button
            size="sm"
            variant="quiet"
            aria-label={`Export version ${number}`}
            icon={<Download size={14} aria-hidden="true" />}
            onClick={() => void exporting(number)}
          >
            Export
          </Button>
        </span>
      ),
    },
  ];
  return (
    <Answer query={query} loading="Loading versions" failed="The versions could not be loaded">
      {(versions) => (
        <>
          <Card flush>
            <Table
              caption="Versions of this monitor"
              columns={columns}
              rows={versions}
              rowKey={({ number }) => String(number)}
              empty={
                <EmptyState
                  className="m-4"
                  title="Versions will appear here"
                  action={<LinkButton href={`/monitors/${id}/edit`}>Open the builder</LinkButton>}
                >
                  Publishing keeps the monitor exactly as it is then. Only published versions run.
                </EmptyState>
              }
            />
          </Card>
          {viewed !== null && <VersionText id={id} number={viewed} onClose={() => setViewed(null)} />}
        </>
      )}
    </Answer>
  );
}

type VersionTextProps = { id: string; number: number; onClose: () => void };

/** One version's text, exactly. */
export function VersionText({ id, number, onClose }: VersionTextProps) {
  const trpc = useTRPC();
  const query = useQuery(trpc.monitors.version.queryOptions({ id, number }, { staleTime: Infinity }));
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} size="lg" title={`Version ${number}`}>
      <Answer query={query} loading="Loading the version" failed="The version could not be loaded">
        {({ text }) => <CodeBlock label="Spec as YAML" code={text} />}
      </Answer>
    </Dialog>
  );
}
