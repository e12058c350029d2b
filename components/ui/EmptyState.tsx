import type { ReactNode } from 'react';
import { cn } from './cn';

type EmptyStateProps = {
  /** What will appear here. */
  title: string;
  /** What to do so that it does. */
  children?: ReactNode;
  /** The button that does it. */
  action?: ReactNode;
  icon?: ReactNode;
  headingLevel?: 2 | 3 | 4 | undefined;
  className?: string | undefined;
};

export function EmptyState({ title, children, action, icon, headingLevel = 3, className }: EmptyStateProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div
      className={cn(
        'flex flex-col items-center gap-3 rounded-lg border border-line border-dashed px-6 py-10 text-center',
        className,
      )}
    >
      {icon && (
        <span aria-hidden="true" className="text-ink-faint">
          {icon}
        </span>
      )}
      <div className="flex max-w-md flex-col gap-1">
        <Heading className="font-semibold text-sm">{title}</Heading>
        {children && <div className="text-ink-muted text-sm">{children}</div>}
      </div>
      {action && <div className="flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
