'use client';

import { ConflictDialog } from './ConflictDialog';
import { ImportDialog } from './ImportDialog';
import { PublishDialog } from './PublishDialog';
import { Shortcuts } from './Shortcuts';
import type { Autosave } from './useAutosave';

export type Open = 'publish' | 'import' | 'shortcuts' | null;

type BuilderDialogsProps = {
  open: Open;
  onClose: () => void;
  autosave: Autosave;
  version: number | null;
  onPublished: (version: number) => void;
};

/** What opens above the builder. */
export function BuilderDialogs({ open, onClose, autosave, version, onPublished }: BuilderDialogsProps) {
  const { saving } = autosave;
  return (
    <>
      <Shortcuts open={open === 'shortcuts'} onClose={onClose} />
      <ImportDialog open={open === 'import'} onClose={onClose} />
      {open === 'publish' && (
        <PublishDialog onClose={onClose} autosave={autosave} version={version} onPublished={onPublished} />
      )}
      {saving.kind === 'conflict' && <ConflictDialog theirs={saving.theirs} autosave={autosave} />}
    </>
  );
}
