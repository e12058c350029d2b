import * as z from 'zod';
import { type DerivedName, type DescriptorName, derivedName, kindsOf } from '@/lib/descriptors/derived';
import type { Bin, KeyValue } from '@/lib/tally/key';
import type { Tally } from '@/lib/tally/tally';
import { type DetectorRun, roleColumn, type Score, scored, unscored } from './block';
import { noValues } from './distribution';
import { percent, rowCount } from './words';

/** The role whose texts a detector reads by default. */
type TextRole = 'prompt' | 'response';

/** A param that names a text column of which derived columns are read. */
export function textColumn(role: TextRole, ...reads: readonly DescriptorName[]) {
  return roleColumn(role, { ...ROLE_WORDS[role], wants: 'text', reads });
}

/** By what two texts are compared. */
export const similarityMeasure = z.enum(['words', 'embedding']).default('words').meta({
  title: 'Compared by',
  description: 'Words works everywhere; embedding needs an embedding endpoint on the server.',
  advanced: true,
});

/** The answers of which one derived column is read: by words, or by embedding. */
export function comparedAnswer(words: DescriptorName, embedding: DerivedName) {
  const readsBy = { param: 'measure', of: { words: [words], embedding: [embedding] } };
  return roleColumn('response', { ...ROLE_WORDS.response, wants: 'text', readsBy });
}

const ROLE_WORDS = {
  prompt: { title: 'Prompt', description: 'The column with what people ask.' },
  response: { title: 'Answer', description: 'The column with what the model answers.' },
} as const;

/** From which score on a text counts. */
export const scoreLimit = (limit: number, description: string) =>
  z.number().min(0.01).max(1).default(limit).meta({ title: 'From a score of', description, advanced: true });

/** A share of texts in which something is found. */
export type TextShare = {
  /** The text column, and which of its derived columns is read. */
  column: string;
  descriptor: DescriptorName;
  bin: Bin;
  /** Whether a value of the bin counts; null where it says nothing. */
  hit: (key: KeyValue) => boolean | null;
  /** Completes "4.1 % of answer …": `is a refusal`. */
  words: string;
  /** Names the parts of what was found, where it has kinds. */
  kinds?: (key: KeyValue) => readonly string[];
  kindWords?: Readonly<Record<string, string>>;
};

type Seen = { rows: number; hits: number; byKind: ReadonlyMap<string, number> };

/** A detector over one derived column: the share of texts that count, with the kinds found as parts. */
export function textShareRun(share: TextShare): DetectorRun {
  const { column, descriptor, bin, words } = share;
  const key = { column: derivedName(column, descriptor), bin };
  return {
    reference: 'unused',
    profiles: [],
    needs: () => ({ keys: [key] }),
    score: ({ current, reference }): Score => {
      const now = countTexts(share, current);
      if (now.rows === 0) return unscored(noValues(key.column, current));
      const then = reference ? countTexts(share, reference) : null;
      const before = then && then.rows > 0 ? then.hits / then.rows : null;
      const value = now.hits / now.rows;
      const beside = before === null ? '' : `, ${percent(before)} in the reference`;
      const mostly = mostWords(share, now);
      const sentence = `${percent(value)} of ${column} ${words} (${now.hits} of ${rowCount(now.rows)})${mostly}${beside}`;
      const parts = share.kinds
        ? kindParts(share, now, then)
        : [{ label: words, reference: before, current: value }];
      return scored(value, now.rows, { sentence, parts });
    },
  };
}

function countTexts({ hit, kinds }: TextShare, tally: Tally): Seen {
  const byKind = new Map<string, number>();
  let [rows, hits] = [0, 0];
  for (const { key, count } of tally.cells) {
    const value = key[0] ?? null;
    const isHit = hit(value);
    if (isHit === null) continue;
    rows += count;
    if (!isHit) continue;
    hits += count;
    for (const kind of kinds?.(value) ?? []) byKind.set(kind, (byKind.get(kind) ?? 0) + count);
  }
  return { rows, hits, byKind };
}

const kindName = ({ kindWords }: TextShare, kind: string) =>
  kindWords && Object.hasOwn(kindWords, kind) ? (kindWords[kind] ?? kind) : kind;

function mostWords(share: TextShare, { byKind }: Seen): string {
  const [most] = [...byKind].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (!most) return '';
  return `, ${byKind.size > 1 ? 'mostly' : 'all'} ${kindName(share, most[0])}`;
}

/** The share of all texts that has each kind, the most frequent first. */
function kindParts(share: TextShare, now: Seen, then: Seen | null) {
  const names = new Set([...now.byKind.keys(), ...(then?.byKind.keys() ?? [])]);
  const before = (kind: string) => (then && then.rows > 0 ? (then.byKind.get(kind) ?? 0) / then.rows : null);
  return [...names]
    .map((kind) => ({
      label: kindName(share, kind),
      reference: before(kind),
      current: (now.byKind.get(kind) ?? 0) / now.rows,
    }))
    .sort((a, b) => b.current - a.current || (a.label < b.label ? -1 : 1));
}

/** Texts with a score of at least `limit`. */
export function scoreShare(limit: number): Pick<TextShare, 'bin' | 'hit'> {
  return {
    bin: { kind: 'edges', edges: [limit] },
    hit: (key) => (typeof key === 'number' && key >= 0 ? key > 0 : null),
  };
}

/** Texts in whose column of kinds one of `wanted` is named; any kind where `wanted` is null. */
export function kindShare(wanted: string | null): Pick<TextShare, 'bin' | 'hit' | 'kinds'> {
  const kinds = (key: KeyValue) =>
    typeof key === 'string' ? kindsOf(key).filter((kind) => wanted === null || kind === wanted) : [];
  return {
    bin: { kind: 'identity' },
    hit: (key) => (typeof key === 'string' ? kinds(key).length > 0 : null),
    kinds,
  };
}
