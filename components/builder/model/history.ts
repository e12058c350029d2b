import type { Doc, Layout, Position } from './document';

/**
 * One history for canvas, forms and text. An entry is the difference it made; edits of one burst are one entry.
 * Selection and viewport are no part of it.
 */
export type Entry = {
  /** What it did, completing "Undid: …". */
  label: string;
  text: TextDiff | null;
  layout: LayoutDiff;
  /** Edits with the same burst that follow each other closely are merged. */
  burst: string | null;
  at: number;
};

export type History = { past: readonly Entry[]; future: readonly Entry[] };

type TextDiff = { at: number; removed: string; added: string };
type LayoutDiff = Readonly<Record<string, { before: Position | null; after: Position | null }>>;

export type Step = { label: string; burst?: string | null; at: number };

export const emptyHistory: History = { past: [], future: [] };

const ENTRIES_MAX = 500;
const BURST_MS = 700;

/** Adds what changed between two documents. A change drops what was undone before. */
export function record(history: History, change: { before: Doc; after: Doc }, step: Step): History {
  const last = history.past.at(-1);
  const isBurst =
    last !== undefined && step.burst != null && last.burst === step.burst && step.at - last.at < BURST_MS;
  const before = isBurst ? revert(change.before, last) : change.before;
  const entry = entryOf(before, change.after, step);
  const past = isBurst ? history.past.slice(0, -1) : history.past;
  if (!entry) return isBurst ? { past, future: [] } : history;
  return { past: [...past, entry].slice(-ENTRIES_MAX), future: [] };
}

export type Travel = { history: History; doc: Doc; label: string };

export function undo(history: History, doc: Doc): Travel | null {
  const entry = history.past.at(-1);
  if (!entry) return null;
  return {
    history: { past: history.past.slice(0, -1), future: [entry, ...history.future] },
    doc: revert(doc, entry),
    label: entry.label,
  };
}

export function redo(history: History, doc: Doc): Travel | null {
  const [entry, ...future] = history.future;
  if (!entry) return null;
  return { history: { past: [...history.past, entry], future }, doc: apply(doc, entry), label: entry.label };
}

function entryOf(before: Doc, after: Doc, step: Step): Entry | null {
  const text = diffText(before.text, after.text);
  const layout = diffLayout(before.layout, after.layout);
  if (!text && Object.keys(layout).length === 0) return null;
  return { label: step.label, burst: step.burst ?? null, at: step.at, text, layout };
}

/** The one range in which two texts differ. */
export function diffText(before: string, after: string): TextDiff | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < shorter - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end++;
  return {
    at: start,
    removed: before.slice(start, before.length - end),
    added: after.slice(start, after.length - end),
  };
}

function diffLayout(before: Layout, after: Layout): LayoutDiff {
  const ids = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...ids].flatMap((id) => {
      const [from, to] = [before[id] ?? null, after[id] ?? null];
      return from?.x === to?.x && from?.y === to?.y ? [] : [[id, { before: from, after: to }]];
    }),
  );
}

function revert(doc: Doc, entry: Entry): Doc {
  const text = entry.text;
  return {
    text: text ? swap(doc.text, { at: text.at, out: text.added, into: text.removed }) : doc.text,
    layout: placed(doc.layout, entry.layout, 'before'),
  };
}

function apply(doc: Doc, entry: Entry): Doc {
  const text = entry.text;
  return {
    text: text ? swap(doc.text, { at: text.at, out: text.removed, into: text.added }) : doc.text,
    layout: placed(doc.layout, entry.layout, 'after'),
  };
}

function swap(text: string, { at, out, into }: { at: number; out: string; into: string }): string {
  return text.slice(0, at) + into + text.slice(at + out.length);
}

function placed(layout: Layout, diff: LayoutDiff, side: 'before' | 'after'): Layout {
  const changed = Object.entries(diff);
  if (changed.length === 0) return layout;
  const next: Record<string, Position> = { ...layout };
  for (const [id, change] of changed) {
    const position = change[side];
    if (position) next[id] = position;
    else delete next[id];
  }
  return next;
}
