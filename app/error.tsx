'use client';

import { Page } from '@/components/shell/Page';
import { ErrorState } from '@/components/ui/ErrorState';
import { problem } from '@/lib/core/failures';

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Page width="text">
      <ErrorState
        title="This page could not be shown"
        headingLevel={2}
        problems={[problem('internal', { reference: error.digest ?? 'none' })]}
        onRetry={reset}
      />
    </Page>
  );
}
