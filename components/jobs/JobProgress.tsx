'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { countOf, formatCount } from '@/components/figures';
import { problemsOf } from '@/components/problemsOf';
import { useTRPC } from '@/components/trpc';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/Button';
import { ErrorState } from '@/components/ui/ErrorState';
import { Progress } from '@/components/ui/Progress';
import type { RouterOutputs } from '@/server/api/root';

export type Job = RouterOutputs['jobs']['get'];
export type JobResult = NonNullable<Job['result']>;

type JobProgressProps = {
  job: string;
  /** "Loading sample data". */
  label: string;
  /** What the steps are: "row", "run". */
  unit: string;
  onDone: (job: Job) => void;
  /** Starts it anew after it failed or was stopped. */
  onRetry?: (() => void) | undefined;
};

const ASK_EVERY_MS = 500;
const isOver = (state: Job['state'] | undefined) =>
  state === 'done' || state === 'failed' || state === 'cancelled';

/** A job under way: how far it is, a way to stop it, and why it failed where it did. */
export function JobProgress({ job, label, unit, onDone, onRetry }: JobProgressProps) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.jobs.get.queryOptions(
      { id: job },
      { refetchInterval: ({ state }) => (isOver(state.data?.state) ? false : ASK_EVERY_MS) },
    ),
  );
  const cancel = useMutation(trpc.jobs.cancel.mutationOptions());
  const { data } = query;
  const told = useRef<string | null>(null);
  useEffect(() => {
    if (!data || !isOver(data.state) || told.current === data.id) return;
    told.current = data.id;
    announce(data.state === 'done' ? `${label}: done` : `${label}: ${data.state}`);
    if (data.state === 'done') onDone(data);
  }, [data, label, onDone]);

  if (data?.state === 'failed') {
    return <ErrorState title={`${label} did not finish`} problems={data.problems} onRetry={onRetry} />;
  }
  if (data?.state === 'cancelled') {
    return (
      <p className="flex flex-wrap items-center gap-3 text-ink-muted text-sm">
        {label} was stopped.
        {onRetry && (
          <Button size="sm" onClick={onRetry}>
            Start again
          </Button>
        )}
      </p>
    );
  }
  if (query.isError && !data) {
    return (
      <ErrorState
        title="How far it is could not be asked"
        problems={problemsOf(query.error)}
        onRetry={() => void query.refetch()}
      />
    );
  }
  return (
    <div className="flex items-end gap-3">
      <Progress label={label} value={shareOf(data)} detail={detailOf(data, unit)} />
      <Button size="sm" busy={cancel.isPending && 'Stopping'} onClick={() => cancel.mutate({ id: job })}>
        Stop
      </Button>
    </div>
  );
}

const shareOf = (data: Job | undefined): number | null =>
  data?.total ? Math.min(1, data.done / data.total) : null;

function detailOf(data: Job | undefined, unit: string): string {
  if (!data || data.state === 'queued') return 'Waiting to start';
  if (data.total) return `${formatCount(data.done)} of ${countOf(data.total, unit)}`;
  return data.done > 0 ? countOf(data.done, unit) : 'Under way';
}
