'use client';

import { cn } from '@/components/ui/cn';
import { useBuilderState } from './context';
import { Problems } from './Problems';
import { ResultPanel } from './result/ResultPanel';
import { countWords } from './Toolbar';

export type BottomTab = 'problems' | 'result';

/** Problems, or what the selected node gave. */
export function BottomPanel({ tab, onTab }: { tab: BottomTab; onTab: (tab: BottomTab) => void }) {
  const { errors, warnings } = useBuilderState((state) => ({
    errors: state.derived.errors,
    warnings: state.derived.warnings,
  }));
  const button = (own: BottomTab, label: string) => (
    <button
      type="button"
      aria-pressed={tab === own}
      onClick={() => onTab(own)}
      className={cn(
        'h-9 border-transparent border-b-2 px-3 text-sm focus-visible:outline-offset-[-2px]',
        tab === own ? 'border-accent font-medium text-ink' : 'text-ink-muted hover:text-ink',
      )}
    >
      {label}
    </button>
  );
  return (
    <section aria-label="Problems and result" className="flex h-full min-h-0 flex-col bg-surface">
      <div
        role="toolbar"
        aria-label="What is shown below"
        className="flex shrink-0 gap-1 border-line border-b px-2"
      >
        {button('problems', `Problems · ${countWords(errors, warnings)}`)}
        {button('result', 'Result')}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {tab === 'problems' ? <Problems /> : <ResultPanel />}
      </div>
    </section>
  );
}
