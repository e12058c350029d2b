import { describe, expect, it } from 'vitest';
import { mergeBuckets, toBars } from './distribution';

describe('toBars', () => {
  it('scales both sides to the largest share', () => {
    const bars = toBars([
      { label: 'a', reference: 0.5, current: 0.25 },
      { label: 'b', reference: null, current: 0.1 },
    ]);
    expect(bars[0]).toMatchObject({ referenceLength: 1, currentLength: 0.5, change: -0.25 });
    expect(bars[1]).toMatchObject({ referenceLength: 0, currentLength: 0.2, change: null });
  });
  it('has no lengths where everything is nothing', () => {
    expect(toBars([{ label: 'a', reference: 0, current: null }])[0]).toMatchObject({
      referenceLength: 0,
      currentLength: 0,
    });
  });
});

describe('mergeBuckets', () => {
  const buckets = Array.from({ length: 10 }, (_, i) => ({ at: i * 60, rows: i }));
  it('leaves what fits', () => {
    expect(mergeBuckets(buckets, 10)).toEqual(buckets);
    expect(mergeBuckets([], 5)).toEqual([]);
  });
  it('adds neighbours and loses no row', () => {
    const merged = mergeBuckets(buckets, 4);
    expect(merged).toEqual([
      { at: 0, rows: 3 },
      { at: 180, rows: 12 },
      { at: 360, rows: 21 },
      { at: 540, rows: 9 },
    ]);
  });
});
