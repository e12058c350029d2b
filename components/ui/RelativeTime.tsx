'use client';

import { useSyncExternalStore } from 'react';
import { formatTime } from '@/lib/core/time';
import { clock } from './clock';
import { relative } from './relative';

type RelativeTimeProps = {
  at: number;
  /** A fixed "now", for pages that show a moment of the past. */
  now?: number | undefined;
  className?: string | undefined;
};

/** How long ago, kept fresh; the moment itself as the tooltip and for machines. */
export function RelativeTime({ at, now, className }: RelativeTimeProps) {
  const ticking = useSyncExternalStore<number | null>(clock.subscribe, clock.now, clock.atServer);
  const seen = now ?? ticking;
  return (
    <time dateTime={new Date(at).toISOString()} title={formatTime(at)} className={className}>
      {seen === null ? formatTime(at) : relative(at, seen)}
    </time>
  );
}
