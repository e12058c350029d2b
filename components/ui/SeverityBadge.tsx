import type { Severity } from '@/lib/blocks/block';
import { cn } from './cn';
import { SeverityIcon } from './SeverityIcon';
import { severityGround, severityWords } from './severity';

type SeverityBadgeProps = {
  severity: Severity;
  /** Instead of the severity's own word, such as "Firing for 3 h". */
  text?: string | undefined;
  className?: string | undefined;
};

/** Shape, word and tint: any one of them is enough. */
export function SeverityBadge({ severity, text, className }: SeverityBadgeProps) {
  return (
    <span
      className={cn(
        'inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-full border border-transparent pr-2.5 pl-1.5 font-medium text-xs',
        severityGround[severity],
        className,
      )}
    >
      <SeverityIcon severity={severity} className="size-3.5" />
      {text ?? severityWords[severity]}
    </span>
  );
}
