'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { problemText } from '@/components/problemsOf';
import { useTRPC } from '@/components/trpc';
import { toast } from '@/components/ui/toast';

/** Makes a draft and opens it in the builder. */
export function useNewMonitor() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  return useMutation(
    trpc.monitors.create.mutationOptions({
      onSuccess: ({ id }) => {
        void client.invalidateQueries(trpc.monitors.list.queryFilter());
        router.push(`/monitors/${id}/edit`);
      },
      onError: (error) => toast('The monitor was not made', 'critical', problemText(error)),
    }),
  );
}
