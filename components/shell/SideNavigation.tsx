'use client';

import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { BellMark } from './BellMark';
import { destinations, isWithin } from './destinations';

type SideNavigationProps = {
  path: string;
  narrow: boolean;
  onNarrowChange: (narrow: boolean) => void;
  engine?: ReactNode;
  theme: ReactNode;
};

const item = 'flex h-9 items-center gap-3 rounded-md px-2.5 text-sm';

/** The navigation of a wide screen; narrow, it keeps the icons and their names as tooltips. */
export function SideNavigation({ path, narrow, onNarrowChange, engine, theme }: SideNavigationProps) {
  const Toggle = narrow ? PanelLeftOpen : PanelLeftClose;
  const toggleLabel = narrow ? 'Widen navigation' : 'Narrow navigation';
  return (
    <header
      className={cn(
        'sticky top-0 hidden h-dvh shrink-0 flex-col gap-6 overflow-y-auto border-line border-r bg-surface py-4 md:flex',
        narrow ? 'w-15 px-2.5' : 'w-56 px-3',
      )}
    >
      <Link href="/" aria-label="Tocsin, home" className="flex h-8 items-center gap-2.5 rounded-md px-2">
        <BellMark className="-ml-0.5" />
        {!narrow && <span className="font-semibold text-base tracking-tight">Tocsin</span>}
      </Link>
      <nav aria-label="Main" className="flex-1">
        <ul className="flex flex-col gap-0.5">
          {destinations.map(({ href, label, icon: Icon }) => {
            const current = isWithin(path, href);
            return (
              <li key={href}>
                <Link
                  href={href}
                  aria-current={current ? 'page' : undefined}
                  title={narrow ? label : undefined}
                  className={cn(
                    item,
                    current
                      ? 'bg-accent-soft font-medium text-accent-ink forced-colors:bg-[Highlight] forced-colors:text-[HighlightText] forced-colors:forced-color-adjust-none'
                      : 'text-ink-muted hover:bg-surface-hover hover:text-ink',
                  )}
                >
                  <Icon
                    size={17}
                    strokeWidth={current ? 2.25 : 1.75}
                    aria-hidden="true"
                    className="shrink-0"
                  />
                  <span className={cn(narrow && 'sr-only')}>{label}</span>
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
      {!narrow && (
        <>
          {engine && <div className="px-2.5">{engine}</div>}
          {theme}
        </>
      )}
      <button
        type="button"
        aria-label={narrow ? toggleLabel : undefined}
        title={narrow ? toggleLabel : undefined}
        onClick={() => onNarrowChange(!narrow)}
        className={cn(item, '-mt-4 text-ink-faint hover:bg-surface-hover hover:text-ink')}
      >
        <Toggle size={17} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
        {!narrow && toggleLabel}
      </button>
    </header>
  );
}
