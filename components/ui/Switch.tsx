'use client';

import { Switch as BaseSwitch } from '@base-ui/react/switch';
import type { ComponentProps, ReactNode } from 'react';

type SwitchProps = Pick<
  ComponentProps<typeof BaseSwitch.Root>,
  'checked' | 'defaultChecked' | 'onCheckedChange' | 'disabled' | 'name'
> & { label: ReactNode; help?: ReactNode };

/** Takes effect at once; for a choice that is sent later, use Checkbox. */
export function Switch({ label, help, ...rest }: SwitchProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is Base UI's, which brings its own input
    <label className="flex min-h-6 cursor-pointer items-start gap-3 text-sm has-data-disabled:cursor-not-allowed has-data-disabled:text-ink-faint">
      <BaseSwitch.Root
        {...rest}
        className="mt-0 flex h-6 w-10 shrink-0 items-center rounded-full border border-line-strong bg-surface-sunken p-0.5 transition-colors duration-150 data-checked:border-accent data-checked:bg-accent data-disabled:opacity-60"
      >
        <BaseSwitch.Thumb className="size-4.5 rounded-full border border-transparent bg-line-strong transition-transform duration-150 data-checked:translate-x-4 data-checked:bg-on-accent" />
      </BaseSwitch.Root>
      <span className="flex flex-col pt-0.5">
        {label}
        {help && <span className="text-ink-faint text-xs">{help}</span>}
      </span>
    </label>
  );
}
