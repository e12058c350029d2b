import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merge } from '@/lib/tally/merge';
import { compareKeys, type Tally } from '@/lib/tally/tally';
import { indexSpans } from './spanIndex';

const key = fc.tuple(
  fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 3 }), fc.constantFrom('a', 'b')),
  fc.integer({ min: -1, max: 4 }),
);
const tally = fc
  .uniqueArray(fc.tuple(key, fc.integer({ min: 1, max: 1e6 })), {
    selector: ([k]) => JSON.stringify(k),
    maxLength: 8,
  })
  .map(
    (cells): Tally => ({
      cells: cells
        .map(([k, count]) => ({ key: k, count, values: [] }))
        .sort((a, b) => compareKeys(a.key, b.key)),
    }),
  );
const buckets = fc
  .uniqueArray(fc.tuple(fc.integer({ min: -20, max: 60 }), tally), { selector: ([at]) => at, maxLength: 30 })
  .map((parts) => new Map(parts));

describe('indexSpans', () => {
  it('gives for every span what a merge of its buckets gives', () => {
    fc.assert(
      fc.property(buckets, fc.integer({ min: -25, max: 65 }), fc.nat(60), (parts, from, length) => {
        const to = from + length;
        const inside = [...parts].filter(([at]) => at >= from && at < to).map(([, part]) => part);
        expect(indexSpans(parts).tallyOf({ from, to })).toEqual(merge({ keys: [] }, inside));
      }),
    );
  });

  it('does so too where totals are kept for every few buckets only', () => {
    const wide = new Map<number, Tally>();
    for (let at = 0; at < 3_000; at++) {
      const cells = [at % 1_500, 2_000].map((bin) => ({ key: [bin], count: at + 1, values: [] }));
      wide.set(at, { cells });
    }
    const index = indexSpans(wide);
    for (const [from, to] of [
      [0, 3_000],
      [7, 8],
      [1_234, 2_345],
      [2_999, 5_000],
      [-5, 0],
    ] as const) {
      const inside = [...wide].filter(([at]) => at >= from && at < to).map(([, part]) => part);
      expect(index.tallyOf({ from, to })).toEqual(merge({ keys: [] }, inside));
    }
  });
});
