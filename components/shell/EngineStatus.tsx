'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/components/trpc';
import { EngineIndicator } from './EngineIndicator';

const ASK_EVERY_MS = 10_000;

/** The engine's state, asked for while the page is looked at. */
export function EngineStatus({ brief = false }: { brief?: boolean | undefined }) {
  const trpc = useTRPC();
  const { data, isError } = useQuery(
    trpc.system.status.queryOptions(undefined, { refetchInterval: ASK_EVERY_MS }),
  );
  const answers = data?.engine.ok ? 'answers' : 'silent';
  const state = data || isError ? (isError ? 'silent' : answers) : 'unknown';
  return (
    <EngineIndicator
      state={state}
      evaluatedAt={data?.engine.ok ? data.engine.lastRunAt : undefined}
      brief={brief}
    />
  );
}
