'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC, useTRPCClient } from '@/components/trpc';
import type { AlertStateFilter } from './alertFilters';

const ASK_EVERY_MS = 5_000;

export type AlertQuery = { state: AlertStateFilter; monitor?: string | undefined };

/** Alerts, newest first, page by page, asked for again every few seconds. */
export function useAlerts({ state, monitor }: AlertQuery) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = {
    ...(state === 'all' ? {} : { state }),
    ...(monitor === undefined ? {} : { monitor }),
  };
  const query = useInfiniteQuery({
    queryKey: [...trpc.alerts.list.queryKey(input), 'pages'],
    queryFn: ({ pageParam, signal }) => client.alerts.list.query({ ...input, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ASK_EVERY_MS,
  });
  const { data } = query;
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items), [data]);
  return { query, rows };
}
