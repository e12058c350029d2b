import { cn } from '@/components/ui/cn';

/** The product's mark: a bell at rest, its clapper swung to one side. Decoration; the name stands beside it. */
export function BellMark({ className }: { className?: string | undefined }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cn('size-6 shrink-0 text-accent', className)}>
      <path
        d="M12 2.6a1.7 1.7 0 0 1 1.7 1.7c3 .9 4.4 3.5 4.7 7 .2 2.9.8 4.7 2.3 6.1.5.5.2 1.3-.5 1.3H3.8c-.7 0-1-.8-.5-1.3 1.5-1.4 2.1-3.2 2.3-6.1.3-3.5 1.7-6.1 4.7-7A1.7 1.7 0 0 1 12 2.6Z"
        fill="currentColor"
      />
      <path d="M7.3 15.3h9.4" className="knockout" fill="none" strokeWidth="1.5" strokeLinecap="round" />
      <circle cx="14.2" cy="20.7" r="1.9" fill="currentColor" />
    </svg>
  );
}
