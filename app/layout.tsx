import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { AppShell } from '@/components/shell/AppShell';
import { EngineStatus } from '@/components/shell/EngineStatus';
import { NAVIGATION_COOKIE } from '@/components/shell/navigationCookie';
import { Providers } from '@/components/shell/Providers';
import { parseTheme, THEME_COOKIE } from '@/components/shell/theme';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Tocsin', template: '%s · Tocsin' },
  description: 'Draw a monitor for a machine-learning system, and it rings only when it should.',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#141a22' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const theme = parseTheme(jar.get(THEME_COOKIE)?.value);
  return (
    <html lang="en" data-theme={theme === 'system' ? undefined : theme}>
      <body>
        <Providers nonce={head.get('x-nonce') ?? undefined}>
          <AppShell
            theme={theme}
            narrowNavigation={jar.get(NAVIGATION_COOKIE)?.value === 'narrow'}
            engine={<EngineStatus />}
            engineBrief={<EngineStatus brief />}
          >
            {children}
          </AppShell>
        </Providers>
      </body>
    </html>
  );
}
