'use client';

import { Cloud, CloudAlert, CloudOff, CloudUpload } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { announce } from '@/components/ui/announce';
import { type Saving, savingWords } from './model/saving';

const time = (at: number) => new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

/** Whether the draft is safe, in words. */
export function SavingMark({ saving }: { saving: Saving }) {
  const words = savingWords(saving, time);
  const before = useRef(saving.kind);
  useEffect(() => {
    const isNews = saving.kind === 'offline' || (saving.kind === 'saved' && before.current === 'offline');
    if (isNews && before.current !== saving.kind) announce(words);
    if (saving.kind === 'saved' || saving.kind === 'offline') before.current = saving.kind;
  }, [saving.kind, words]);
  const Mark = {
    saved: Cloud,
    unsaved: CloudUpload,
    saving: CloudUpload,
    offline: CloudOff,
    failed: CloudAlert,
    conflict: CloudAlert,
  }[saving.kind];
  const isBad = saving.kind === 'failed' || saving.kind === 'conflict';
  return (
    <span
      data-saving={saving.kind}
      className={`inline-flex min-w-0 items-center gap-1.5 text-xs ${isBad ? 'text-critical-ink' : saving.kind === 'offline' ? 'text-warning-ink' : 'text-ink-faint'}`}
    >
      <Mark size={14} aria-hidden="true" className="shrink-0" />
      <span className="truncate">{words}</span>
    </span>
  );
}
