import type { ReactNode } from 'react';
import type { Severity } from '@/lib/blocks/block';
import { cn } from './cn';
import { SeverityIcon } from './SeverityIcon';
import { severityWords } from './severity';

type StatProps = {
  label: string;
  value: ReactNode;
  /** What it is compared with, or since when. */
  detail?: ReactNode;
  severity?: Severity | undefined;
  /** A Sparkline. */
  trend?: ReactNode;
  className?: string | undefined;
};

/** One number that matters. */
export function Stat({ label, value, detail, severity, trend, className }: StatProps) {
  return (
    <div
      className={cn('flex min-w-0 flex-col gap-1 rounded-lg border border-line bg-surface p-4', className)}
    >
      <p className="text-ink-muted text-sm">{label}</p>
      <div className="flex items-end justify-between gap-3">
        <p className="flex items-center gap-2 font-semibold text-2xl tracking-tight">
          {severity && <SeverityIcon severity={severity} className="size-5" />}
          {value}
        </p>
        {trend}
      </div>
      {(detail || severity) && (
        <p className="text-ink-faint text-xs">
          {severity && <span className="font-medium text-ink-muted">{severityWords[severity]}</span>}
          {severity && detail && ' · '}
          {detail}
        </p>
      )}
    </div>
  );
}
