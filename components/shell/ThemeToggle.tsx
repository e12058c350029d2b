'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useId, useState } from 'react';
import { cn } from '@/components/ui/cn';
import { rememberChoice } from './rememberChoice';
import { THEME_COOKIE, type Theme, themes } from './theme';

const looks = {
  system: { label: 'As the system', icon: Monitor },
  light: { label: 'Light', icon: Sun },
  dark: { label: 'Dark', icon: Moon },
};

/** Three native radio buttons: the arrow keys and their names come with them. */
export function ThemeToggle({ initial, className }: { initial: Theme; className?: string | undefined }) {
  const [theme, setTheme] = useState(initial);
  const name = useId();
  const choose = (next: Theme) => {
    setTheme(next);
    rememberChoice(THEME_COOKIE, next);
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  };
  return (
    <fieldset className={cn('inline-flex rounded-md border border-line bg-surface-sunken p-0.5', className)}>
      <legend className="sr-only">Theme</legend>
      {themes.map((each) => {
        const { label, icon: Icon } = looks[each];
        return (
          <label
            key={each}
            title={label}
            className="flex h-7 flex-1 cursor-pointer items-center justify-center rounded-sm border border-transparent px-2 text-ink-faint hover:text-ink has-checked:border-line has-checked:bg-surface has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus forced-colors:has-checked:border-[Highlight]"
          >
            <input
              type="radio"
              name={name}
              value={each}
              checked={theme === each}
              onChange={() => choose(each)}
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
