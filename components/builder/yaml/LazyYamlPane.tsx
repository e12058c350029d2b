'use client';

import dynamic from 'next/dynamic';
import { Spinner } from '@/components/ui/Spinner';

/** The editor is large; it is fetched when it is first opened. */
export const LazyYamlPane = dynamic(() => import('./YamlPane').then((found) => found.YamlPane), {
  ssr: false,
  loading: () => (
    <p className="flex items-center gap-2 p-4 text-ink-muted text-sm">
      <Spinner /> Loading the editor
    </p>
  ),
});
