'use client';

import { CSPProvider } from '@base-ui/react/csp-provider';
import type { ReactNode } from 'react';
import { Announcer } from '@/components/ui/Announcer';
import { ToastRegion } from '@/components/ui/ToastRegion';

/** Everything that stands once around all pages. */
export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <CSPProvider nonce={nonce} disableStyleElements>
      {children}
      <ToastRegion />
      <Announcer />
    </CSPProvider>
  );
}
