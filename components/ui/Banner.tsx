import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonStyle } from './buttonStyle';
import { cn } from './cn';
import { ToneIcon } from './ToneIcon';
import type { ToastTone } from './toast';

type BannerProps = {
  tone?: ToastTone | undefined;
  title?: string | undefined;
  children?: ReactNode;
  action?: ReactNode;
  onDismiss?: (() => void) | undefined;
  className?: string | undefined;
};

const tones = {
  info: 'border-accent/30 bg-accent-soft',
  ok: 'border-ok/30 bg-ok-soft',
  warning: 'border-warning/40 bg-warning-soft',
  critical: 'border-critical/40 bg-critical-soft',
};

/** A lasting word about the page or the thing below it. */
export function Banner({ tone = 'info', title, children, action, onDismiss, className }: BannerProps) {
  return (
    <div
      role={tone === 'critical' ? 'alert' : 'status'}
      className={cn('flex items-start gap-3 rounded-lg border p-3 text-sm', tones[tone], className)}
    >
      <ToneIcon tone={tone} className="mt-0.5" />
      <div className="flex min-w-0 flex-1 flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          {title && <p className="font-medium">{title}</p>}
          {children && <div className="text-ink-muted">{children}</div>}
        </div>
        {action}
      </div>
      {onDismiss && (
        <button
          type="button"
          aria-label="Dismiss"
          onClick={onDismiss}
          className={cn(buttonStyle({ variant: 'quiet', size: 'sm', square: true }), '-my-1 -mr-1')}
        >
          <X size={14} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
