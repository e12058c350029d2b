import Link from 'next/link';
import { Badge } from '@/components/ui/Badge';
import { problemPages } from './problemPages';

/** Everything that can go wrong, by title. */
export function ProblemList() {
  return (
    <ul className="flex flex-col divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
      {problemPages().map(({ code, title, example }) => (
        <li
          key={code}
          className="relative flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2.5 hover:bg-surface-hover"
        >
          <Link href={`/reference/problems/${code}`} className="font-medium after:absolute after:inset-0">
            {title}
          </Link>
          <code className="font-mono text-ink-faint text-xs">{code}</code>
          {example.level === 'warning' && <Badge tone="outline">warning</Badge>}
        </li>
      ))}
    </ul>
  );
}
