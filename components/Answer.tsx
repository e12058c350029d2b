'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { problemsOf } from './problemsOf';
import { ErrorState } from './ui/ErrorState';
import { Loading } from './ui/Loading';
import { Skeleton } from './ui/Skeleton';

type AnswerProps<Data> = {
  query: UseQueryResult<Data, unknown>;
  /** What is being waited for: "Loading monitors". */
  loading: string;
  /** What could not be done: "Monitors could not be loaded". */
  failed: string;
  headingLevel?: 2 | 3 | 4 | undefined;
  /** Lines of skeleton while waiting. */
  lines?: number | undefined;
  children: (data: Data) => ReactNode;
};

/** One question to the server: waiting, failed with the way on, or what came back. Old data outlives a failed refresh. */
export function Answer<Data>(props: AnswerProps<Data>) {
  const { query, loading, failed, headingLevel, lines = 4, children } = props;
  if (query.data !== undefined) return children(query.data);
  if (query.isError) {
    return (
      <ErrorState
        title={failed}
        problems={problemsOf(query.error)}
        headingLevel={headingLevel}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    );
  }
  return (
    <Loading text={loading}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <Skeleton key={line} className="h-9 w-full" />
      ))}
    </Loading>
  );
}
