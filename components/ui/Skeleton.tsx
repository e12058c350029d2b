import type { CSSProperties } from 'react';
import { cn } from './cn';

type SkeletonProps = { className?: string | undefined; height?: number | undefined };

/** Keeps the place of what is coming. Stands inside Loading, which says so in words. */
export function Skeleton({ className, height }: SkeletonProps) {
  const style: CSSProperties = height === undefined ? {} : { height };
  return (
    <span
      aria-hidden="true"
      style={style}
      className={cn(
        'block h-4 animate-pulse rounded-sm border border-transparent bg-surface-sunken',
        className,
      )}
    />
  );
}
