'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { JobProgress } from '@/components/jobs/JobProgress';
import { useTRPC } from '@/components/trpc';

/** After publishing, the past is computed first; this says how far that is. */
export function PastUnderWay({ id }: { id: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data } = useQuery(trpc.jobs.list.queryOptions({ monitor: id }, { refetchInterval: 5_000 }));
  const backfill = data?.find(
    ({ kind, state }) => kind === 'backfill' && (state === 'queued' || state === 'running'),
  );
  if (!backfill) return null;
  return (
    <div className="rounded-lg border border-line bg-surface p-4">
      <JobProgress
        job={backfill.id}
        label="Computing the past of this version"
        unit="run"
        onDone={() => {
          void client.invalidateQueries(trpc.monitors.pathFilter());
          void client.invalidateQueries(trpc.alerts.pathFilter());
          void client.invalidateQueries(trpc.jobs.list.queryFilter());
        }}
      />
    </div>
  );
}
