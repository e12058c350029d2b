import type { ReactElement } from 'react';
import type { Severity } from '@/lib/blocks/block';
import { cn } from './cn';
import { severityMark } from './severity';

const cut = {
  className: 'knockout',
  fill: 'none',
  strokeWidth: 1.75,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

/** Circle, triangle, octagon, broken ring, square: told apart without colour, at 12 px and up. */
const shapes: Readonly<Record<Severity, ReactElement>> = {
  ok: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="m5 8.2 2.1 2.1L11 6.2" {...cut} />
    </>
  ),
  warning: (
    <>
      <path
        d="M8 1.9 15 14H1Z"
        fill="currentColor"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
      <path d="M8 6.2v3.4m0 2.2v.1" {...cut} />
    </>
  ),
  critical: (
    <>
      <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z" fill="currentColor" />
      <path d="M8 4.4v4.2m0 2.7v.1" {...cut} strokeWidth={2} />
    </>
  ),
  no_data: (
    <>
      <circle
        cx="8"
        cy="8"
        r="6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeDasharray="3.4 2.9"
      />
      <path d="M5.8 8h4.4" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
    </>
  ),
  error: (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" rx="2" fill="currentColor" />
      <path d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8" {...cut} />
    </>
  ),
};

/** The shape alone; give it words beside it, or use SeverityBadge. */
export function SeverityIcon({
  severity,
  className,
}: {
  severity: Severity;
  className?: string | undefined;
}) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={cn('size-4 shrink-0', severityMark[severity], className)}
    >
      {shapes[severity]}
    </svg>
  );
}
