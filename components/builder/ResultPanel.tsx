'use client';

import { useBuilderState } from './context';

export function ResultPanel() {
  const results = useBuilderState((state) => state.results);
  return <div className="p-4 text-ink-muted text-sm">{results.failure ?? results.status}</div>;
}
