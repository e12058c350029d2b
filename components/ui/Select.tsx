'use client';

import { Select as BaseSelect } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { cn } from './cn';
import { inputStyle, popupItemStyle, popupStyle } from './inputStyle';

export type Option = {
  value: string;
  label: string;
  detail?: string | undefined;
  disabled?: boolean | undefined;
};

type SelectProps = {
  options: readonly Option[];
  value?: string | null | undefined;
  defaultValue?: string | undefined;
  onValueChange?: ((value: string) => void) | undefined;
  placeholder?: string | undefined;
  /** Needed where no Field gives the label. */
  label?: string | undefined;
  name?: string | undefined;
  disabled?: boolean | undefined;
  className?: string | undefined;
};

export function Select(props: SelectProps) {
  const { options, onValueChange, placeholder = 'Choose', label, className, ...root } = props;
  return (
    <BaseSelect.Root
      {...root}
      items={options}
      onValueChange={(next: string | null) => next !== null && onValueChange?.(next)}
    >
      <BaseSelect.Trigger
        aria-label={label}
        className={cn(inputStyle, 'flex h-9 items-center justify-between gap-2 pr-2 text-left', className)}
      >
        <BaseSelect.Value placeholder={placeholder} className="truncate data-placeholder:text-ink-faint" />
        <BaseSelect.Icon className="text-ink-faint">
          <ChevronsUpDown size={14} aria-hidden="true" />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-hidden">
          <BaseSelect.Popup
            className={cn(popupStyle, 'min-w-[var(--anchor-width)] max-w-[var(--available-width)]')}
          >
            <BaseSelect.List className="max-h-[min(20rem,var(--available-height))] overflow-y-auto p-1">
              {options.map((option) => (
                <BaseSelect.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.disabled}
                  className={cn(popupItemStyle, 'grid grid-cols-[1rem_1fr]')}
                >
                  <BaseSelect.ItemIndicator className="text-accent-ink">
                    <Check size={14} aria-hidden="true" />
                  </BaseSelect.ItemIndicator>
                  <span className="col-start-2 flex flex-col">
                    <BaseSelect.ItemText>{option.label}</BaseSelect.ItemText>
                    {option.detail && <span className="text-ink-faint text-xs">{option.detail}</span>}
                  </span>
                </BaseSelect.Item>
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
