'use client';

import { useQuery } from '@tanstack/react-query';
import { Sparkline } from '@/components/charts/Sparkline';
import { useTRPC } from '@/components/trpc';

/** How many rows came in over time, in the size of a word. */
export function StreamVolume({ stream }: { stream: string }) {
  const trpc = useTRPC();
  const { data, isError } = useQuery(
    trpc.streams.volume.queryOptions({ name: stream, points: 40 }, { staleTime: 60_000 }),
  );
  if (isError) return <span className="text-ink-faint">unknown</span>;
  if (!data) return <span className="inline-block h-6 w-24" />;
  // The last stretch is not over yet: drawn, it would look like a fall.
  const over = data.points.length > 2 ? data.points.slice(0, -1) : data.points;
  return <Sparkline label="Rows over time" values={over.map(([, rows]) => rows)} unit="rows" />;
}
