'use client';

import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';

type CheckboxProps = Pick<
  ComponentProps<typeof BaseCheckbox.Root>,
  'checked' | 'defaultChecked' | 'onCheckedChange' | 'disabled' | 'name' | 'indeterminate'
> & { label: ReactNode; help?: ReactNode };

export function Checkbox({ label, help, ...rest }: CheckboxProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is Base UI's, which brings its own input
    <label className="flex min-h-6 cursor-pointer items-start gap-2.5 py-0.5 text-sm has-data-disabled:cursor-not-allowed has-data-disabled:text-ink-faint">
      <BaseCheckbox.Root
        {...rest}
        className="flex size-5 shrink-0 items-center justify-center rounded-sm border border-line-strong bg-surface data-checked:border-accent data-indeterminate:border-accent data-checked:bg-accent data-indeterminate:bg-accent data-disabled:opacity-60"
      >
        <BaseCheckbox.Indicator className="text-on-accent data-unchecked:hidden">
          {rest.indeterminate ? (
            <Minus size={14} strokeWidth={3} aria-hidden="true" />
          ) : (
            <Check size={14} strokeWidth={3} aria-hidden="true" />
          )}
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <span className="flex flex-col">
        {label}
        {help && <span className="text-ink-faint text-xs">{help}</span>}
      </span>
    </label>
  );
}
