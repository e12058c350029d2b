'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { problemsOf } from '@/components/problemsOf';
import { useTRPC } from '@/components/trpc';
import { Button } from '@/components/ui/Button';
import { ErrorState } from '@/components/ui/ErrorState';
import { Loading } from '@/components/ui/Loading';
import { Skeleton } from '@/components/ui/Skeleton';
import { noFacts } from './dataFacts';
import { type LocalCopy, localKey, readLocal, worthOffering } from './model/saving';

const load = () => import('./Builder');

const Builder = dynamic(() => load().then((found) => found.Builder), {
  ssr: false,
  loading: () => <Waiting />,
});

/** Fetches a monitor's draft and what it can refer to, then opens the builder on it. */
export function BuilderLoader({ id }: { id: string }) {
  const trpc = useTRPC();
  useEffect(() => {
    // Its code comes while its data is on the way.
    void load();
  }, []);
  const once = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, gcTime: 0 } as const;
  const monitor = useQuery(trpc.monitors.get.queryOptions({ id }, once));
  const catalogue = useQuery(trpc.catalogue.get.queryOptions(undefined, { retry: 1 }));
  const [chosen, setChosen] = useState<LocalCopy | 'server' | null>(null);
  if (monitor.error) {
    return (
      <div className="p-6">
        <ErrorState
          title="The monitor could not be opened"
          problems={problemsOf(monitor.error)}
          onRetry={() => void monitor.refetch()}
          retrying={monitor.isFetching}
        />
      </div>
    );
  }
  if (!monitor.data || catalogue.isPending) return <Waiting />;
  const { draft, published } = monitor.data;
  const copy = chosen === null ? worthOffering(readLocal(localStorage.getItem(localKey(id))), draft) : null;
  if (copy) return <Recovery copy={copy} savedAt={draft.savedAt} onChoose={setChosen} id={id} />;
  const restored = chosen !== null && chosen !== 'server' ? chosen : null;
  return (
    <Builder
      key={id}
      id={id}
      draft={draft}
      restored={restored}
      version={published?.version ?? null}
      catalogue={catalogue.data?.catalogue ?? null}
      facts={catalogue.data ?? noFacts}
    />
  );
}

function Waiting() {
  return (
    <Loading text="Opening the builder">
      <div className="flex h-dvh gap-px">
        <Skeleton className="h-full w-64" />
        <Skeleton className="h-full flex-1" />
        <Skeleton className="h-full w-80" />
      </div>
    </Loading>
  );
}

type RecoveryProps = {
  id: string;
  copy: LocalCopy;
  savedAt: number;
  onChoose: (copy: LocalCopy | 'server') => void;
};

/** Changes that this browser still has and the server does not. */
function Recovery({ id, copy, savedAt, onChoose }: RecoveryProps) {
  const time = (at: number) =>
    new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div className="flex min-h-[60dvh] items-center justify-center p-6">
      <section
        aria-labelledby="recovery-title"
        className="flex max-w-lg flex-col gap-4 rounded-xl border border-line bg-surface p-6"
      >
        <h1 id="recovery-title" className="font-semibold text-lg">
          There are unsaved changes
        </h1>
        <p className="text-ink-muted text-sm">
          This browser kept changes from {time(copy.at)} that were not saved. The saved draft is from{' '}
          {time(savedAt)}.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" onClick={() => onChoose(copy)}>
            Restore my changes
          </Button>
          <Button
            onClick={() => {
              localStorage.removeItem(localKey(id));
              onChoose('server');
            }}
          >
            Use the saved draft
          </Button>
        </div>
      </section>
    </div>
  );
}
