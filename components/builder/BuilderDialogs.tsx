'use client';

import type { useAutosave } from './useAutosave';

export type Open = 'publish' | 'import' | 'shortcuts' | null;
export type Autosave = ReturnType<typeof useAutosave>;

export function BuilderDialogs(_props: { open: Open; onClose: () => void; autosave: Autosave }) {
  return null;
}
