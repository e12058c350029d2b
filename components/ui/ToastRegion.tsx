'use client';

import { lazy, Suspense, useState, useSyncExternalStore } from 'react';
import { toastQueue } from './toast';

const ToastStack = lazy(() => import('./ToastStack'));

/** The one place where toasts show. Stands once, in the providers; what draws them is loaded with the first. */
export function ToastRegion() {
  const waiting = useSyncExternalStore(toastQueue.subscribe, toastQueue.isWaiting, toastQueue.atServer);
  const [wanted, setWanted] = useState(false);
  if (waiting && !wanted) setWanted(true);
  if (!wanted) return null;
  return (
    <Suspense>
      <ToastStack />
    </Suspense>
  );
}
