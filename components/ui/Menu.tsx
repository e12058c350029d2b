'use client';

import { Menu as BaseMenu } from '@base-ui/react/menu';
import Link from 'next/link';
import type { ReactElement, ReactNode } from 'react';
import { cn } from './cn';
import { popupItemStyle, popupStyle } from './inputStyle';
import { Kbd } from './Kbd';

export type MenuEntry =
  | {
      id: string;
      label: string;
      icon?: ReactNode;
      /** Goes there; otherwise `onSelect` runs. */
      href?: string | undefined;
      onSelect?: (() => void) | undefined;
      keys?: readonly string[] | undefined;
      danger?: boolean | undefined;
      disabled?: boolean | undefined;
    }
  | { id: string; separator: true };

type MenuProps = {
  trigger: ReactElement;
  entries: readonly MenuEntry[];
  align?: 'start' | 'end' | undefined;
};

export function Menu({ trigger, entries, align = 'end' }: MenuProps) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={4} align={align} className="z-50 outline-hidden">
          <BaseMenu.Popup className={cn(popupStyle, 'min-w-44 p-1')}>
            {entries.map((entry) =>
              'separator' in entry ? (
                <BaseMenu.Separator key={entry.id} className="my-1 h-px bg-line" />
              ) : (
                <BaseMenu.Item
                  key={entry.id}
                  disabled={entry.disabled}
                  onClick={entry.onSelect}
                  render={entry.href ? <Link href={entry.href} /> : <div />}
                  className={cn(popupItemStyle, entry.danger && 'text-critical-ink')}
                >
                  {entry.icon && <span aria-hidden="true">{entry.icon}</span>}
                  <span className="flex-1">{entry.label}</span>
                  {entry.keys && <Kbd keys={entry.keys} />}
                </BaseMenu.Item>
              ),
            )}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
