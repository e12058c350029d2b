import type { Problem } from '@/lib/core/failures';
import { SeverityIcon } from './ui/SeverityIcon';
import { WithCode } from './ui/WithCode';

/** Problems found in something that one can still mend: what and the fix, errors first. */
export function ProblemList({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  const sorted = [...problems].sort((a, b) => Number(b.level === 'error') - Number(a.level === 'error'));
  return (
    <ul className="flex flex-col gap-2">
      {sorted.map((problem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two problems may say the same
        <li key={index} className="flex gap-2 text-sm">
          <SeverityIcon severity={problem.level} className="mt-0.5" />
          <span className="wrap-anywhere flex min-w-0 flex-col">
            <span>
              <span className="sr-only">{problem.level === 'error' ? 'Error: ' : 'Warning: '}</span>
              {problem.at.line !== undefined && `Line ${problem.at.line}: `}
              <WithCode text={problem.what} />
            </span>
            <span className="text-ink-muted">
              <WithCode text={problem.fix} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
