import type { Contribution } from '@/lib/blocks/block';

export type Bar = Contribution & {
  /** Lengths in [0, 1] of the longest bar. */
  referenceLength: number;
  currentLength: number;
  /** Current less reference; null where one of them is not known. */
  change: number | null;
};

/** Bars scaled to the largest of both sides, in the order given. */
export function toBars(parts: readonly Contribution[]): Bar[] {
  const largest = parts.reduce(
    (max, p) => Math.max(max, Math.abs(p.reference ?? 0), Math.abs(p.current ?? 0)),
    0,
  );
  const length = (value: number | null) => (largest === 0 || value === null ? 0 : Math.abs(value) / largest);
  return parts.map((part) => ({
    ...part,
    referenceLength: length(part.reference),
    currentLength: length(part.current),
    change: part.reference === null || part.current === null ? null : part.current - part.reference,
  }));
}

export type Bucket = { at: number; rows: number };

/** Neighbours added together until at most `max` are left, so that each bar keeps a pixel of its own. */
export function mergeBuckets(buckets: readonly Bucket[], max: number): Bucket[] {
  const size = Math.ceil(buckets.length / max);
  if (size <= 1) return [...buckets];
  const merged: Bucket[] = [];
  for (let i = 0; i < buckets.length; i += size) {
    const group = buckets.slice(i, i + size);
    merged.push({ at: group[0]?.at ?? 0, rows: group.reduce((sum, b) => sum + b.rows, 0) });
  }
  return merged;
}
