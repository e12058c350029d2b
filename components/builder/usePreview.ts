'use client';

import { useCallback, useEffect, useRef } from 'react';
import { problemText } from '@/components/problemsOf';
import { useTRPCClient } from '@/components/trpc';
import { announce } from '@/components/ui/announce';
import type { Preview } from '@/lib/evaluate/preview';
import { PREVIEW_DAYS } from './canvas/flow';
import { isOutOfDate, type Results } from './model/results';
import type { BuilderStore } from './model/store';

const PAUSE_MS = 900;

/** Plays the draft over its past after every pause. A newer run replaces an older one; late answers are dropped. */
export function usePreview(store: BuilderStore) {
  const client = useTRPCClient();
  const current = useRef<AbortController | null>(null);
  const run = useCallback(
    async (isAsked = true) => {
      const { doc, derived, results } = store.getState();
      if (derived.isBroken || derived.order.length === 0) return;
      current.current?.abort();
      const own = new AbortController();
      current.current = own;
      store.setState({ results: { ...results, status: 'running', failure: null } });
      const say = (words: string) => {
        if (isAsked) announce(words);
      };
      say('Preview runs');
      const asked = { signal: own.signal, context: { alone: true } };
      const answer = await client.preview.run.query({ text: doc.text, days: PREVIEW_DAYS }, asked).then(
        // JSON drops nothing here, but its type cannot know what a message's body holds.
        (preview) => ({ ok: true as const, preview: preview as Preview }),
        (error: unknown) => ({ ok: false as const, failure: problemText(error) }),
      );
      if (own.signal.aborted) return;
      const now = store.getState().results;
      const next: Partial<Results> = answer.ok
        ? { status: 'done', preview: answer.preview, spec: derived.spec, ranAt: store.now() }
        : { status: 'failed', failure: answer.failure };
      store.setState({ results: { ...now, ...next } });
      say(answer.ok ? 'Preview is done' : `Preview failed: ${answer.failure}`);
    },
    [client, store],
  );
  useEffect(() => {
    let timer = setTimeout(() => void run(false), 300);
    const unsubscribe = store.subscribe((state, before) => {
      if (state.derived.spec === before.derived.spec || state.derived.isBroken) return;
      const { results } = state;
      if (results.spec && results.status === 'done' && !isOutOfDate(results, state.derived.spec)) return;
      clearTimeout(timer);
      timer = setTimeout(() => void run(false), PAUSE_MS);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
      current.current?.abort();
    };
  }, [store, run]);
  return run;
}
