'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { problemText } from '@/components/problemsOf';
import { useTRPC } from '@/components/trpc';
import { Button } from '@/components/ui/Button';
import { toast } from '@/components/ui/toast';

/** Sends a fixed text now and says what came back, in place. */
export function TestButton({ name }: { name: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const test = useMutation(
    trpc.connections.test.mutationOptions({
      onSuccess: ({ ok }) => ok && toast(`The test reached ${name}`),
      onSettled: () => client.invalidateQueries(trpc.connections.list.queryFilter()),
    }),
  );
  const { data, error } = test;
  return (
    <span className="flex flex-col gap-1">
      <Button
        size="sm"
        aria-label={test.isPending ? undefined : `Send a test to ${name}`}
        icon={<Send size={13} aria-hidden="true" />}
        busy={test.isPending && 'Sending'}
        onClick={() => test.mutate({ name })}
        className="self-start"
      >
        Test
      </Button>
      <span role="status" className="wrap-anywhere max-w-60 text-left text-xs empty:hidden">
        {data && <span className={data.ok ? 'text-ok-ink' : 'text-critical-ink'}>{data.words}</span>}
        {error && <span className="text-critical-ink">{problemText(error)}</span>}
      </span>
    </span>
  );
}
