import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Problem } from '@/lib/core/failures';
import { Button } from './Button';
import { cn } from './cn';
import { SeverityIcon } from './SeverityIcon';
import { WithCode } from './WithCode';

type ErrorStateProps = {
  /** What could not be done: "Monitors could not be loaded". */
  title: string;
  problems: readonly Problem[];
  onRetry?: (() => void) | undefined;
  retrying?: boolean | undefined;
  /** Beside the retry button. */
  action?: ReactNode;
  headingLevel?: 2 | 3 | 4 | undefined;
  className?: string | undefined;
};

/** What happened and the fix, for every problem; then the way on. */
export function ErrorState(props: ErrorStateProps) {
  const { title, problems, onRetry, retrying = false, action, headingLevel = 3, className } = props;
  const Heading = `h${headingLevel}` as const;
  return (
    <div
      role="alert"
      className={cn('flex gap-3 rounded-lg border border-error/50 bg-surface p-4', className)}
    >
      <SeverityIcon severity="error" className="mt-0.5" />
      <div className="flex min-w-0 flex-1 flex-col gap-3">
        <div className="flex flex-col gap-2">
          <Heading className="font-semibold text-sm">{title}</Heading>
          {problems.map((problem) => (
            <p key={`${problem.code} ${problem.what}`} className="flex flex-col text-sm">
              <span>
                <WithCode text={problem.what} />
              </span>
              <span className="text-ink-muted">
                <WithCode text={problem.fix} />
              </span>
            </p>
          ))}
        </div>
        {(onRetry || action) && (
          <div className="flex flex-wrap gap-2">
            {onRetry && (
              <Button
                size="sm"
                busy={retrying && 'Trying again'}
                icon={<RotateCw size={14} aria-hidden="true" />}
                onClick={onRetry}
              >
                Try again
              </Button>
            )}
            {action}
          </div>
        )}
      </div>
    </div>
  );
}
