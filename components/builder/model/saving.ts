import type { Doc } from './document';
import { sameDoc } from './document';

/** Where the draft stands: what the indicator says, and it must be true. */
export type Saving =
  | { kind: 'saved'; at: number }
  | { kind: 'unsaved' }
  | { kind: 'saving' }
  | { kind: 'offline' }
  | { kind: 'failed'; words: string }
  | { kind: 'conflict'; theirs: Theirs };

export type Theirs = Doc & { token: string; savedAt: number };

export function savingWords(saving: Saving, time: (at: number) => string): string {
  switch (saving.kind) {
    case 'saved':
      return `Saved at ${time(saving.at)}`;
    case 'unsaved':
    case 'saving':
      return 'Saving';
    case 'offline':
      return 'Offline, kept locally';
    case 'failed':
      return `Not saved: ${saving.words}`;
    case 'conflict':
      return 'Conflict';
  }
}

/** A copy of the draft in this browser, for when saving fails or the page is closed before it is done. */
export type LocalCopy = Doc & { token: string; at: number };

export const localKey = (id: string): string => `tocsin.draft.${id}`;

export function readLocal(stored: string | null): LocalCopy | null {
  if (stored === null) return null;
  try {
    const copy = JSON.parse(stored) as Partial<LocalCopy>;
    const isWhole =
      typeof copy.text === 'string' && typeof copy.token === 'string' && typeof copy.at === 'number';
    return isWhole ? ({ layout: {}, ...copy } as LocalCopy) : null;
  } catch {
    return null;
  }
}

/** The copy that is worth offering: it differs from the draft that the server has. */
export function worthOffering(copy: LocalCopy | null, draft: Doc): LocalCopy | null {
  return copy && !sameDoc(copy, draft) ? copy : null;
}
