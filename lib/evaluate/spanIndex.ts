import type { Millis, Span } from '@/lib/core/time';
import type { KeyValue } from '@/lib/tally/key';
import { type Cell, compareKeys, keyText, type Tally } from '@/lib/tally/tally';

type Buckets = ReadonlyMap<Millis, Tally>;

/**
 * Tallies of any span from running totals: two look-ups instead of a merge of all its buckets. For tallies of counts
 * alone, because whole numbers can be subtracted again without a trace; sums of fractions cannot.
 */
export type SpanIndex = { tallyOf: (span: Span) => Tally };

/** Numbers held for one detector. Beyond this, totals are kept for every few buckets only. */
const TOTALS_MAX = 2_000_000;

type Filled = { at: number; places: number[]; counts: number[] };

export function indexSpans(buckets: Buckets): SpanIndex {
  const keys = keysOf(buckets);
  const placeOf = new Map(keys.map((key, place) => [keyText(key), place]));
  const filled = [...buckets]
    .sort(([a], [b]) => a - b)
    .map(([at, { cells }]): Filled => {
      const places = cells.map((cell) => placeOf.get(keyText(cell.key)) ?? 0);
      return { at, places, counts: cells.map((cell) => cell.count) };
    });
  const stride = Math.max(1, Math.ceil((keys.length * filled.length) / TOTALS_MAX));
  const totals = totalsOf(filled, { stride, width: keys.length });

  /** Adds to `sums` what the first `n` buckets hold, or takes it away. */
  function addFirst(sums: Float64Array, n: number, sign: 1 | -1): void {
    const row = Math.floor(n / stride);
    const from = row * keys.length;
    for (let place = 0; place < sums.length; place++) {
      sums[place] = (sums[place] ?? 0) + sign * (totals[from + place] ?? 0);
    }
    for (let i = row * stride; i < n; i++) addBucket(sums, filled[i], sign);
  }

  return {
    tallyOf(span) {
      const sums = new Float64Array(keys.length);
      addFirst(sums, countBefore(filled, span.to), 1);
      addFirst(sums, countBefore(filled, span.from), -1);
      const cells: Cell[] = [];
      for (const [place, key] of keys.entries()) {
        const count = sums[place] ?? 0;
        if (count !== 0) cells.push({ key, count, values: [] });
      }
      return { cells };
    },
  };
}

/** Every key that any bucket has, in the order of a tally's cells. */
function keysOf(buckets: Buckets): (readonly KeyValue[])[] {
  const keys = new Map<string, readonly KeyValue[]>();
  for (const { cells } of buckets.values()) for (const { key } of cells) keys.set(keyText(key), key);
  return [...keys.values()].sort(compareKeys);
}

/** A row of sums for every `stride` buckets: what all buckets before it hold. */
function totalsOf(
  filled: readonly Filled[],
  { stride, width }: { stride: number; width: number },
): Float64Array {
  const rows = Math.floor(filled.length / stride) + 1;
  const totals = new Float64Array(rows * width);
  const running = new Float64Array(width);
  for (const [i, bucket] of filled.entries()) {
    addBucket(running, bucket, 1);
    if ((i + 1) % stride === 0) totals.set(running, ((i + 1) / stride) * width);
  }
  return totals;
}

function addBucket(sums: Float64Array, bucket: Filled | undefined, sign: 1 | -1): void {
  if (!bucket) return;
  for (const [i, place] of bucket.places.entries()) {
    sums[place] = (sums[place] ?? 0) + sign * (bucket.counts[i] ?? 0);
  }
}

/** How many buckets begin before a time. */
function countBefore(filled: readonly Filled[], time: number): number {
  let [low, high] = [0, filled.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((filled[middle]?.at ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
