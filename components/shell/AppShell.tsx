'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { BarNavigation } from './BarNavigation';
import { BellMark } from './BellMark';
import { NAVIGATION_COOKIE } from './navigationCookie';
import { rememberChoice } from './rememberChoice';
import { SideNavigation } from './SideNavigation';
import { ThemeToggle } from './ThemeToggle';
import type { Theme } from './theme';

type AppShellProps = {
  theme: Theme;
  narrowNavigation: boolean;
  /** The engine's state: in full, and brief for a narrow screen. */
  engine?: ReactNode;
  engineBrief?: ReactNode;
  children: ReactNode;
};

const BUILDER_PATH = /^\/monitors\/[^/]+\/edit$/;

/** What surrounds every page: skip link, navigation, engine, theme. `main` has no padding; Page brings it. */
export function AppShell({ theme, narrowNavigation, engine, engineBrief, children }: AppShellProps) {
  const path = usePathname();
  const [narrow, setNarrow] = useState(narrowNavigation);
  // The canvas needs the room: in the builder the navigation is narrow until it is widened there.
  const [wideInBuilder, setWideInBuilder] = useState(false);
  const inBuilder = BUILDER_PATH.test(path);
  const changeNarrow = (next: boolean) => {
    if (inBuilder) {
      setWideInBuilder(!next);
      return;
    }
    setNarrow(next);
    rememberChoice(NAVIGATION_COOKIE, next ? 'narrow' : 'wide');
  };
  return (
    <>
      <a
        href="#main"
        className="fixed top-2 left-2 z-60 -translate-y-16 rounded-md border border-transparent bg-accent px-4 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <div className="isolate flex min-h-dvh flex-col md:flex-row">
        <header className="sticky top-0 z-30 flex h-(--shell-bar) items-center justify-between gap-3 border-line border-b bg-surface px-4 md:hidden">
          <Link href="/" aria-label="Tocsin, home" className="flex min-h-8 items-center gap-2">
            <BellMark />
            <span className="font-semibold text-base tracking-tight">Tocsin</span>
          </Link>
          <div className="flex items-center gap-3">
            {engineBrief}
            <ThemeToggle initial={theme} />
          </div>
        </header>
        <SideNavigation
          path={path}
          narrow={inBuilder ? !wideInBuilder : narrow}
          onNarrowChange={changeNarrow}
          engine={engine}
          theme={<ThemeToggle initial={theme} className="w-full" />}
        />
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 pb-20 outline-hidden md:pb-0">
          {children}
        </main>
        <BarNavigation path={path} />
      </div>
    </>
  );
}
