'use client';

import { useBuilderState } from '@/components/builder/context';
import { Banner } from '@/components/ui/Banner';
import { WithCode } from '@/components/ui/WithCode';

/** What is wrong with a node and belongs to none of its fields: wires, contradictions, an unknown type. */
export function NodeProblems({ id }: { id: string }) {
  const problems = useBuilderState((state) => state.derived.problemsOf.get(id) ?? none);
  const loose = problems.filter((p) => p.at.path?.[2] !== 'params' || p.at.path.length < 4);
  if (loose.length === 0) return null;
  return (
    <ul className="flex flex-col gap-2">
      {loose.map((p) => (
        <li key={`${p.code} ${p.what}`}>
          <Banner tone={p.level === 'error' ? 'warning' : 'info'}>
            <span className="block text-ink">
              <WithCode text={p.what} />
            </span>
            <WithCode text={p.fix} />
          </Banner>
        </li>
      ))}
    </ul>
  );
}

const none: readonly never[] = [];
