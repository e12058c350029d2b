'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, httpLink, splitLink } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { type ReactNode, useState } from 'react';
import type { AppRouter } from '@/server/api/root';
import { isWorthRetrying } from './problemsOf';

const context = createTRPCContext<AppRouter>();

/** `useTRPC().monitors.list.queryOptions()` and its like, for useQuery and useMutation. */
export const useTRPC = context.useTRPC;
/** The bare client, where one asks outside a query. */
export const useTRPCClient = context.useTRPCClient;

/** Specs travel as input of queries and outgrow an address; sent by POST they keep being queries. */
const sent = { url: '/api/trpc', methodOverride: 'POST' } as const;

/** What takes long (`trpc: { context: { alone: true } }`) travels alone, so that nothing waits for it. */
const newClient = () =>
  createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ context: { alone } }) => alone === true,
        true: httpLink(sent),
        false: httpBatchLink({ ...sent, maxItems: 20 }),
      }),
    ],
  });

const newQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (failures, error) => failures < 1 && isWorthRetrying(error),
        retryDelay: 600,
      },
    },
  });

/** The pages' one connection to the server. */
export function TrpcProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(newQueryClient);
  const [trpcClient] = useState(newClient);
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  );
}
