import type { ReactNode } from 'react';
import { cn } from './cn';
import { Spinner } from './Spinner';

type LoadingProps = {
  /** What is being waited for: "Loading monitors". */
  text: string;
  /** Skeletons in the shape of what is coming. */
  children?: ReactNode;
  className?: string | undefined;
};

export function Loading({ text, children, className }: LoadingProps) {
  return (
    <div role="status" className={cn('flex flex-col gap-3', className)}>
      <span className="flex items-center gap-2 text-ink-muted text-sm">
        <Spinner />
        {text}
      </span>
      {children}
    </div>
  );
}
