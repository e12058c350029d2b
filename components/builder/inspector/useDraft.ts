'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

const IDLE_MS = 400;

/**
 * What is typed into a field before it goes into the document: it is written after a pause or when the field is
 * left. While the field has the focus, it keeps what was typed.
 */
export function useDraft(value: string, commit: (typed: string) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  const latest = useRef({ typed, commit, value });
  latest.current = { typed, commit, value };
  const flush = useCallback(() => {
    const now = latest.current;
    if (now.typed !== null && now.typed !== now.value) now.commit(now.typed);
  }, []);
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(flush, IDLE_MS);
    return () => clearTimeout(timer);
  }, [typed, flush]);
  useEffect(() => flush, [flush]);
  return {
    shown: typed ?? value,
    props: {
      value: typed ?? value,
      onChange: (event: { currentTarget: { value: string } }) => setTyped(event.currentTarget.value),
      onBlur: () => {
        flush();
        setTyped(null);
      },
    },
  };
}
