'use client';

import { useId } from 'react';
import { cn } from '@/components/ui/cn';

type FacetChoiceProps<Choice extends string> = {
  title: string;
  choices: readonly Choice[];
  words: Readonly<Record<Choice, string>>;
  chosen: Choice | null;
  /** How many templates a choice would leave. */
  count: (choice: Choice) => number;
  /** Null where the choice was taken back. */
  onChoose: (choice: Choice | null) => void;
};

/** One row of a filter: at most one choice, pressed again to take it back. */
export function FacetChoice<Choice extends string>(props: FacetChoiceProps<Choice>) {
  const { title, choices, words, chosen, count, onChoose } = props;
  const id = useId();
  return (
    <fieldset aria-labelledby={id} className="flex flex-wrap items-center gap-2">
      <span id={id} className="w-16 shrink-0 text-ink-faint text-xs">
        {title}
      </span>
      {choices.map((choice) => {
        const left = count(choice);
        const pressed = choice === chosen;
        return (
          <button
            key={choice}
            type="button"
            aria-pressed={pressed}
            aria-label={`${words[choice]}, ${left === 1 ? '1 template' : `${left} templates`}`}
            onClick={() => onChoose(pressed ? null : choice)}
            className={cn(
              'inline-flex h-8 items-center gap-1.5 rounded-full border px-3 text-sm',
              pressed
                ? 'border-accent bg-accent-soft font-medium text-accent-ink'
                : 'border-line bg-surface text-ink-muted hover:border-line-strong hover:text-ink',
            )}
          >
            {words[choice]}
            <span className={cn('text-xs', pressed ? 'text-accent-ink' : 'text-ink-faint')}>{left}</span>
          </button>
        );
      })}
    </fieldset>
  );
}
