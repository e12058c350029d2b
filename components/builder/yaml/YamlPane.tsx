'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { useBuilder } from '@/components/builder/context';
import { setText } from '@/components/builder/model/actions';
import { redoStep, undoStep } from '@/components/builder/model/store';
import { createEditor, type Editor } from './monaco';

const PAUSE_MS = 250;

/** The text of the spec. It is the document: what is written here is what the canvas draws. */
export function YamlPane() {
  const { store } = useBuilder();
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const flush = useCallback(
    (text: string) => {
      setText(store, text);
    },
    [store],
  );
  useEffect(() => {
    if (!host.current) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      clearTimeout(timer);
      flush(own.text());
    };
    const own = createEditor(host.current, {
      text: store.getState().doc.text,
      catalogue: () => store.getState().catalogue,
      onType: () => {
        clearTimeout(timer);
        timer = setTimeout(settle, PAUSE_MS);
      },
      onUndo: () => {
        settle();
        undoStep(store);
      },
      onRedo: () => {
        settle();
        redoStep(store);
      },
    });
    setEditor(own);
    own.mark(store.getState().derived.problems);
    const unsubscribe = store.subscribe((state, before) => {
      if (state.doc.text !== before.doc.text) own.show(state.doc.text);
      if (state.derived.problems !== before.derived.problems) own.mark(state.derived.problems);
    });
    return () => {
      settle();
      unsubscribe();
      own.dispose();
      setEditor(null);
    };
  }, [store, flush]);
  return (
    <section aria-label="Spec" className="flex h-full min-h-0 flex-col bg-surface">
      <div ref={host} className="min-h-0 flex-1" data-editor={editor ? 'ready' : 'loading'} />
      <p className="border-line border-t px-3 py-1 text-ink-faint text-xs">
        Ctrl+M lets Tab leave the editor. Ctrl+Space completes.
      </p>
    </section>
  );
}
