'use client';

import { useSyncExternalStore } from 'react';
import { announcements } from './announce';

/** The product's two live regions. Stands once, in the providers; speak with `announce()`. */
export function Announcer() {
  const { polite, assertive } = useSyncExternalStore(
    announcements.subscribe,
    announcements.read,
    announcements.atServer,
  );
  return (
    <>
      <div aria-live="polite" aria-atomic="true" className="sr-only">
        {polite}
      </div>
      <div aria-live="assertive" aria-atomic="true" className="sr-only">
        {assertive}
      </div>
    </>
  );
}
