'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useId, useSyncExternalStore } from 'react';
import { cn } from '@/components/ui/cn';
import { type Theme, themes } from './theme';
import { themeChoice } from './themeChoice';

const looks = {
  system: { label: 'As the system', icon: Monitor },
  light: { label: 'Light', icon: Sun },
  dark: { label: 'Dark', icon: Moon },
};

/** Three native radio buttons: the arrow keys and their names come with them. */
export function ThemeToggle({ initial, className }: { initial: Theme; className?: string | undefined }) {
  const theme = useSyncExternalStore(themeChoice.subscribe, themeChoice.read, () => initial);
  const name = useId();
  return (
    <fieldset className={cn('inline-flex rounded-md border border-line bg-surface-sunken p-0.5', className)}>
      <legend className="sr-only">Theme</legend>
      {themes.map((each) => {
        const { label, icon: Icon } = looks[each];
        return (
          <label
            key={each}
            title={label}
            className="flex h-7 flex-1 cursor-pointer items-center justify-center rounded-sm border border-transparent px-2 text-ink-faint hover:text-ink has-checked:border-line has-checked:bg-surface has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus forced-colors:has-checked:bg-[Highlight] forced-colors:has-checked:text-[HighlightText] forced-colors:has-checked:forced-color-adjust-none"
          >
            <input
              type="radio"
              name={name}
              value={each}
              checked={theme === each}
              onChange={() => themeChoice.choose(each)}
              aria-label={label}
              className="sr-only"
            />
            <Icon size={14} aria-hidden="true" />
          </label>
        );
      })}
    </fieldset>
  );
}
