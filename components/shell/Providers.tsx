'use client';

import { CSPProvider } from '@base-ui/react/csp-provider';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { TrpcProvider } from '@/components/trpc';
import { Announcer } from '@/components/ui/Announcer';
import { ToastRegion } from '@/components/ui/ToastRegion';

/** Everything that stands once around all pages. */
export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <CSPProvider nonce={nonce} disableStyleElements>
      <TrpcProvider>
        <NuqsAdapter>
          {children}
          <ToastRegion />
          <Announcer />
        </NuqsAdapter>
      </TrpcProvider>
    </CSPProvider>
  );
}
