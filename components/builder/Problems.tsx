'use client';

import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { cn } from '@/components/ui/cn';
import { WithCode } from '@/components/ui/WithCode';
import type { Problem } from '@/lib/core/failures';
import { titleOf } from '@/lib/spec/title';
import { useBuilder, useBuilderState } from './context';
import { goTo } from './model/actions';

type ProblemsProps = { onGo?: ((problem: Problem) => void) | undefined };

/** All problems by node, errors first. A click leads to the node and the field. */
export function Problems({ onGo }: ProblemsProps) {
  const { store } = useBuilder();
  const { problems, nodes } = useBuilderState((state) => ({
    problems: state.derived.problems,
    nodes: state.derived.spec.nodes,
  }));
  const groups = useMemo(() => grouped(problems), [problems]);
  if (problems.length === 0) {
    return (
      <p className="flex items-center gap-2 p-4 text-ink-muted text-sm">
        <CircleCheck size={16} className="text-ok" aria-hidden="true" />
        No problems. The monitor can be published.
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-3 p-4">
      {groups.map(([id, own]) => (
        <section key={id ?? ''} aria-label={id === null ? 'Monitor' : titleOf(nodes[id], id)}>
          <h3 className="pb-1 font-semibold text-xs">{id === null ? 'Monitor' : titleOf(nodes[id], id)}</h3>
          <ul className="flex flex-col gap-1">
            {own.map((problem) => (
              <li key={`${problem.code} ${problem.what}`}>
                <button
                  type="button"
                  onClick={() => {
                    goTo(store, problem.at.node ?? null, problem.at.path?.join('.') ?? null);
                    onGo?.(problem);
                  }}
                  className="flex w-full items-start gap-2 rounded-md border border-transparent px-2 py-1.5 text-left text-sm hover:bg-surface-hover"
                >
                  <ProblemMark problem={problem} />
                  <span className="min-w-0 flex-1">
                    <span className="block">
                      <WithCode text={problem.what} />
                    </span>
                    <span className="block text-ink-muted text-xs">
                      <WithCode text={problem.fix} />
                    </span>
                  </span>
                  {problem.at.line !== undefined && (
                    <span className="shrink-0 text-ink-faint text-xs">line {problem.at.line}</span>
                  )}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

export function ProblemMark({ problem, className }: { problem: Problem; className?: string }) {
  const isError = problem.level === 'error';
  const Mark = isError ? CircleAlert : TriangleAlert;
  return (
    <>
      <Mark
        size={15}
        aria-hidden="true"
        className={cn('mt-0.5 shrink-0', isError ? 'text-critical' : 'text-warning', className)}
      />
      <span className="sr-only">{isError ? 'Error: ' : 'Warning: '}</span>
    </>
  );
}

function grouped(problems: readonly Problem[]): [string | null, Problem[]][] {
  const groups = new Map<string | null, Problem[]>();
  const ranked = [...problems].sort((a, b) => Number(b.level === 'error') - Number(a.level === 'error'));
  for (const problem of ranked) {
    const id = problem.at.node ?? null;
    groups.set(id, [...(groups.get(id) ?? []), problem]);
  }
  return [...groups];
}
