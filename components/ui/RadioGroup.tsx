'use client';

import { Radio } from '@base-ui/react/radio';
import { RadioGroup as BaseRadioGroup } from '@base-ui/react/radio-group';
import { type ReactNode, useId } from 'react';
import { cn } from './cn';
import type { Option } from './Select';

type RadioGroupProps = {
  /** The question that the options answer. */
  legend: ReactNode;
  options: readonly Option[];
  value?: string | undefined;
  defaultValue?: string | undefined;
  onValueChange?: ((value: string) => void) | undefined;
  disabled?: boolean | undefined;
  name?: string | undefined;
  /** `cards` frames each option; for choices worth comparing. */
  look?: 'plain' | 'cards' | undefined;
  className?: string | undefined;
};

export function RadioGroup(props: RadioGroupProps) {
  const { legend, options, onValueChange, look = 'plain', className, ...root } = props;
  const id = useId();
  const cards = look === 'cards';
  return (
    <div className={cn('flex flex-col gap-2', className)}>
      <div id={id} className="font-medium text-sm">
        {legend}
      </div>
      <BaseRadioGroup
        {...root}
        aria-labelledby={id}
        onValueChange={(next) => onValueChange?.(String(next))}
        className={cards ? 'grid gap-2 sm:grid-cols-3' : 'flex flex-col gap-1'}
      >
        {options.map((option) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the control is Base UI's, which brings its own input
          <label
            key={option.value}
            className={cn(
              'flex min-h-6 cursor-pointer items-start gap-2.5 py-0.5 text-sm has-data-disabled:cursor-not-allowed has-data-disabled:text-ink-faint',
              cards &&
                'rounded-lg border border-line bg-surface p-3 hover:border-line-strong has-data-checked:border-accent has-data-checked:bg-accent-soft',
            )}
          >
            <Radio.Root
              value={option.value}
              disabled={option.disabled}
              className="flex size-5 shrink-0 items-center justify-center rounded-full border border-line-strong bg-surface data-checked:border-accent data-checked:bg-accent data-disabled:opacity-60"
            >
              <Radio.Indicator className="size-2 rounded-full border border-on-accent bg-on-accent data-unchecked:hidden" />
            </Radio.Root>
            <span className="flex flex-col">
              {option.label}
              {option.detail && <span className="text-ink-muted text-xs">{option.detail}</span>}
            </span>
          </label>
        ))}
      </BaseRadioGroup>
    </div>
  );
}
