import type { ReactNode } from 'react';
import { cn } from './cn';

type BadgeProps = {
  children: ReactNode;
  icon?: ReactNode;
  tone?: 'neutral' | 'accent' | 'outline' | undefined;
  className?: string | undefined;
};

const tones = {
  neutral: 'border-transparent bg-surface-sunken text-ink-muted',
  accent: 'border-transparent bg-accent-soft text-accent-ink',
  outline: 'border-line bg-transparent text-ink-muted',
};

/** A short fact. For a state of health use SeverityBadge. */
export function Badge({ children, icon, tone = 'neutral', className }: BadgeProps) {
  return (
    <span
      className={cn(
        'inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 font-medium text-xs',
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}
