'use client';

import { Combobox } from '@base-ui/react/combobox';
import { Check, ChevronsUpDown, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { cn } from '@/components/ui/cn';
import { inputStyle, popupItemStyle, popupStyle } from '@/components/ui/inputStyle';
import type { Option } from '@/components/ui/Select';

type NamePickerProps = {
  options: readonly Option[];
  value: string | null;
  onPick: (value: string | undefined) => void;
  path: string;
  placeholder?: string | undefined;
  /** What stands beside a name that is not among the options. */
  unknown: string;
  clearable?: boolean;
};

const side = 'flex size-7 items-center justify-center rounded-sm text-ink-faint hover:text-ink';

/** Picks a name out of what there is; another name can be typed, and is marked as not there yet. */
export function NamePicker(props: NamePickerProps) {
  const { options, value, onPick, path, placeholder, unknown, clearable = false } = props;
  const [query, setQuery] = useState('');
  const items = useMemo(() => {
    const extra = [value, query.trim()].filter(
      (name): name is string => Boolean(name) && !options.some((option) => option.value === name),
    );
    return [
      ...options,
      ...[...new Set(extra)].map((name) => ({ value: name, label: name, detail: unknown })),
    ];
  }, [options, value, query, unknown]);
  /** A name typed out in full is chosen by leaving the field, as in any other. */
  const takeTyped = () => {
    const typed = query.trim();
    if (typed !== value && options.some((option) => option.value === typed)) onPick(typed);
  };
  const chosen = items.find((item) => item.value === value) ?? null;
  return (
    <Combobox.Root
      items={items}
      value={chosen}
      isItemEqualToValue={(a: Option, b: Option) => a.value === b.value}
      onInputValueChange={setQuery}
      onValueChange={(next: Option | null) => onPick(next?.value)}
      autoHighlight
    >
      <Combobox.InputGroup className="relative w-full">
        <Combobox.Input
          data-field={path}
          onBlur={takeTyped}
          placeholder={placeholder ?? 'Type to search'}
          className={cn(inputStyle, 'h-9 pr-16')}
        />
        <span className="absolute inset-y-0 right-1 flex items-center">
          {clearable && (
            <Combobox.Clear className={side} aria-label="Clear choice">
              <X size={14} aria-hidden="true" />
            </Combobox.Clear>
          )}
          <Combobox.Trigger className={side} aria-label="Show choices">
            <ChevronsUpDown size={14} aria-hidden="true" />
          </Combobox.Trigger>
        </span>
      </Combobox.InputGroup>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} className="z-50 outline-hidden">
          <Combobox.Popup
            className={cn(popupStyle, 'w-[var(--anchor-width)] max-w-[var(--available-width)]')}
          >
            <Combobox.Empty className="px-3 py-3 text-ink-muted empty:p-0">Nothing there yet.</Combobox.Empty>
            <Combobox.List className="max-h-[min(20rem,var(--available-height))] overflow-y-auto p-1 data-empty:p-0">
              {(option: Option) => (
                <Combobox.Item
                  key={option.value}
                  value={option}
                  className={cn(popupItemStyle, 'grid grid-cols-[1rem_1fr]')}
                >
                  <Combobox.ItemIndicator className="text-accent-ink">
                    <Check size={14} aria-hidden="true" />
                  </Combobox.ItemIndicator>
                  <span className="col-start-2 flex flex-col">
                    {option.label}
                    {option.detail && <span className="text-ink-faint text-xs">{option.detail}</span>}
                  </span>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
