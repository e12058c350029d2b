import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

type PageProps = {
  children: ReactNode;
  /** `text` for reading, `full` for canvases that bring their own edges. */
  width?: 'text' | 'wide' | 'full' | undefined;
};

const widths = {
  text: 'mx-auto max-w-3xl px-4 py-6 sm:px-8 sm:py-8',
  wide: 'mx-auto max-w-7xl px-4 py-6 sm:px-8 sm:py-8',
  full: '',
};

export function Page({ children, width = 'wide' }: PageProps) {
  return <div className={cn('w-full', widths[width])}>{children}</div>;
}
