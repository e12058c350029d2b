'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { problemsOf } from '@/components/problemsOf';
import { useTRPCClient } from '@/components/trpc';
import { announce } from '@/components/ui/announce';
import { type Doc, sameDoc } from './model/document';
import { type LocalCopy, localKey, type Saving, type Theirs } from './model/saving';
import type { BuilderStore } from './model/store';

const PAUSE_MS = 800;
const RETRY_MS = 3000;

type Draft = Doc & { token: string; savedAt: number };
type Failed = { data?: { httpStatus?: number; conflict?: { theirs: Theirs } | null } | null };

/** Saves the draft after every pause; keeps a copy in the browser until the server has it. */
export function useAutosave(id: string, store: BuilderStore, draft: Draft) {
  const client = useTRPCClient();
  const [saving, setSaving] = useState<Saving>({ kind: 'saved', at: draft.savedAt });
  const server = useRef({ doc: { text: draft.text, layout: draft.layout } as Doc, token: draft.token });
  const busy = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const conflict = useRef(false);

  const save = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    const { doc } = store.getState();
    if (busy.current || conflict.current) return false;
    if (sameDoc(doc, server.current.doc)) return true;
    busy.current = true;
    setSaving({ kind: 'saving' });
    const sent = { id, text: doc.text, layout: { ...doc.layout }, token: server.current.token };
    const next = await client.monitors.saveDraft.mutate(sent).then((saved): Saving => {
      server.current = { doc, token: saved.token };
      return { kind: 'saved', at: saved.savedAt };
    }, failedSaving);
    busy.current = false;
    conflict.current = next.kind === 'conflict';
    const isBehind = !sameDoc(store.getState().doc, server.current.doc);
    const isSaved = next.kind === 'saved';
    setSaving(isSaved && isBehind ? { kind: 'unsaved' } : next);
    if (!isBehind) localStorage.removeItem(localKey(id));
    const pause = isBehind ? pauseAfter(next) : null;
    if (pause !== null) timer.current = setTimeout(() => void save(), pause);
    return isSaved && !isBehind;
  }, [client, id, store]);

  useEffect(() => {
    const unsubscribe = store.subscribe((state, before) => {
      if (state.doc === before.doc) return;
      keepLocally(id, { ...state.doc, token: server.current.token, at: Date.now() });
      if (conflict.current) return;
      setSaving((now) => (now.kind === 'offline' || now.kind === 'failed' ? now : { kind: 'unsaved' }));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), PAUSE_MS);
    });
    const online = () => void save();
    if (!sameDoc(store.getState().doc, server.current.doc)) timer.current = setTimeout(online, PAUSE_MS);
    const leave = (event: BeforeUnloadEvent) => {
      if (!sameDoc(store.getState().doc, server.current.doc)) event.preventDefault();
    };
    window.addEventListener('online', online);
    window.addEventListener('beforeunload', leave);
    return () => {
      unsubscribe();
      clearTimeout(timer.current);
      window.removeEventListener('online', online);
      window.removeEventListener('beforeunload', leave);
      void save();
    };
  }, [id, store, save]);

  /** Goes on from the server's state after a conflict was settled. */
  const settle = useCallback(
    (token: string, doc: Doc) => {
      conflict.current = false;
      server.current = { doc, token };
      void save();
      setSaving({ kind: 'saved', at: Date.now() });
    },
    [save],
  );
  const token = useCallback(() => server.current.token, []);
  return { saving, save, settle, token };
}

/** How long to wait before the next try; null where a person must decide first. */
function pauseAfter(saving: Saving): number | null {
  if (saving.kind === 'conflict') return null;
  return saving.kind === 'saved' ? PAUSE_MS : RETRY_MS;
}

function failedSaving(error: unknown): Saving {
  const { data } = error as Failed;
  if (data?.conflict) {
    announce('The draft was changed elsewhere. Choose which copy to keep.', 'assertive');
    return { kind: 'conflict', theirs: data.conflict.theirs };
  }
  if (!data || (data.httpStatus ?? 500) >= 500) return { kind: 'offline' };
  return {
    kind: 'failed',
    words: problemsOf(error)
      .map((p) => p.what)
      .join(' '),
  };
}

function keepLocally(id: string, copy: LocalCopy): void {
  try {
    localStorage.setItem(localKey(id), JSON.stringify(copy));
  } catch {
    // Storage may be full or forbidden; the server's copy is then the only one.
  }
}

export type Autosave = ReturnType<typeof useAutosave>;
