'use client';

import { Combobox as BaseCombobox } from '@base-ui/react/combobox';
import { Check, ChevronsUpDown, X } from 'lucide-react';
import { cn } from './cn';
import { inputStyle, popupItemStyle, popupStyle } from './inputStyle';
import type { Option } from './Select';

type ComboboxProps = {
  options: readonly Option[];
  value?: string | null | undefined;
  defaultValue?: string | undefined;
  /** `null` where the choice was cleared. */
  onValueChange?: ((value: string | null) => void) | undefined;
  placeholder?: string | undefined;
  /** What stands in the list when nothing matches. */
  emptyText?: string | undefined;
  /** Needed where no Field gives the label. */
  label?: string | undefined;
  name?: string | undefined;
  disabled?: boolean | undefined;
  className?: string | undefined;
};

const sideButton = 'flex size-7 items-center justify-center rounded-sm text-ink-faint hover:text-ink';

export function Combobox(props: ComboboxProps) {
  const { options, value, defaultValue, onValueChange, placeholder, emptyText, label, className, ...root } =
    props;
  const find = (wanted: string | null | undefined) => options.find((o) => o.value === wanted) ?? null;
  const chosen = value === undefined ? {} : { value: find(value) };
  return (
    <BaseCombobox.Root
      {...root}
      {...chosen}
      defaultValue={find(defaultValue)}
      items={options}
      autoHighlight
      isItemEqualToValue={(a: Option, b: Option) => a.value === b.value}
      onValueChange={(next: Option | null) => onValueChange?.(next?.value ?? null)}
    >
      <BaseCombobox.InputGroup className={cn('relative w-full', className)}>
        <BaseCombobox.Input
          aria-label={label}
          placeholder={placeholder ?? 'Type to search'}
          className={cn(inputStyle, 'h-9 pr-16')}
        />
        <span className="absolute inset-y-0 right-1 flex items-center">
          <BaseCombobox.Clear className={sideButton} aria-label="Clear choice">
            <X size={14} aria-hidden="true" />
          </BaseCombobox.Clear>
          <BaseCombobox.Trigger className={sideButton} aria-label="Show choices">
            <ChevronsUpDown size={14} aria-hidden="true" />
          </BaseCombobox.Trigger>
        </span>
      </BaseCombobox.InputGroup>
      <BaseCombobox.Portal>
        <BaseCombobox.Positioner sideOffset={4} className="z-50 outline-hidden">
          <BaseCombobox.Popup
            className={cn(popupStyle, 'w-[var(--anchor-width)] max-w-[var(--available-width)]')}
          >
            <BaseCombobox.Empty className="px-3 py-3 text-ink-muted empty:p-0">
              {emptyText ?? 'Nothing matches. Try fewer letters.'}
            </BaseCombobox.Empty>
            <BaseCombobox.List className="max-h-[min(20rem,var(--available-height))] overflow-y-auto p-1 data-empty:p-0">
              {(option: Option) => (
                <BaseCombobox.Item
                  key={option.value}
                  value={option}
                  disabled={option.disabled}
                  className={cn(popupItemStyle, 'grid grid-cols-[1rem_1fr]')}
                >
                  <BaseCombobox.ItemIndicator className="text-accent-ink">
                    <Check size={14} aria-hidden="true" />
                  </BaseCombobox.ItemIndicator>
                  <span className="col-start-2 flex flex-col">
                    {option.label}
                    {option.detail && <span className="text-ink-faint text-xs">{option.detail}</span>}
                  </span>
                </BaseCombobox.Item>
              )}
            </BaseCombobox.List>
          </BaseCombobox.Popup>
        </BaseCombobox.Positioner>
      </BaseCombobox.Portal>
    </BaseCombobox.Root>
  );
}
