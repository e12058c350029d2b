import { cn } from './cn';

/** Keeps the place of what is coming. Stands inside Loading, which says so in words. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'block h-4 animate-pulse rounded-sm border border-transparent bg-surface-sunken',
        className,
      )}
    />
  );
}
