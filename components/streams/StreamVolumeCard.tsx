'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { VolumeChart } from '@/components/charts/VolumeChart';
import { problemsOf } from '@/components/problemsOf';
import { useTRPC } from '@/components/trpc';
import { Card } from '@/components/ui/Card';
import { fillBuckets } from './fillBuckets';

/** How many rows came in over the whole life of a stream. */
export function StreamVolumeCard({ stream }: { stream: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.streams.volume.queryOptions({ name: stream, points: 120 }));
  const buckets = useMemo(() => fillBuckets(query.data), [query.data]);
  return (
    <Card title="Volume">
      <VolumeChart
        title="Rows over time"
        titleHidden
        stepMs={query.data?.bucketMs ?? 1}
        buckets={buckets}
        loading={query.isPending}
        problems={query.isError && !query.data ? problemsOf(query.error) : undefined}
        onRetry={() => void query.refetch()}
        emptyText="The number of rows over time will appear here, once there are rows."
      />
    </Card>
  );
}
