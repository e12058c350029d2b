import { describe, expect, it } from 'vitest';
import type { Plan } from '@/lib/compile/plan';
import { DAY_MS, HOUR_MS, type Span } from '@/lib/core/time';
import type { RowsPreviews } from './previewRows';
import { previewSpan } from './previewSpan';

const day = (n: number) => Date.UTC(2026, 0, 1) + n * DAY_MS;

function spanOf(data: Span | null, at: { now: number; days?: number; every?: number; delay?: number }) {
  const everyMs = at.every ?? HOUR_MS;
  const plan = {
    schedule: { everyMs, windowMs: DAY_MS, delayMs: at.delay ?? 0, bucketMs: HOUR_MS },
    detectors: [{ relation: { source: { kind: 'stream', name: 'a' }, where: null } }],
  } as unknown as Plan;
  const rows = { rangeOf: async () => data } as unknown as RowsPreviews;
  return previewSpan({ plan, days: at.days ?? 30, now: at.now }, rows);
}

describe('previewSpan', () => {
  it('ends now where rows still come in', async () => {
    const now = day(50) + 1_000;
    const span = await spanOf({ from: day(0), to: now - 500 }, { now, days: 7 });
    expect(span).toEqual({ from: day(43), to: day(50) });
  });

  it('ends where the data end, however long ago that is', async () => {
    const data = { from: day(0), to: day(10) + 90_000 };
    const span = await spanOf(data, { now: day(900), days: 7 });
    expect(span).toEqual({ from: day(3), to: day(10) });
  });

  it('begins with the first whole window', async () => {
    const span = await spanOf({ from: day(0), to: day(5) }, { now: day(900) });
    expect(span).toEqual({ from: day(1) - HOUR_MS, to: day(5) });
  });

  it('waits for late labels, but not longer than there are data', async () => {
    const data = { from: day(0), to: day(50) };
    expect((await spanOf(data, { now: day(50), delay: 5 * DAY_MS }))?.to).toBe(day(45));
    expect((await spanOf(data, { now: day(50), delay: 90 * DAY_MS }))?.to).toBe(day(50));
  });

  it('plays a bounded number of runs', async () => {
    const span = await spanOf({ from: day(0), to: day(50) }, { now: day(50), every: 60_000 });
    expect(((span?.to ?? 0) - (span?.from ?? 0)) / 60_000).toBe(3_000);
  });

  it('has at least one run, and none without rows', async () => {
    const short = { from: day(0) + 1, to: day(0) + 60_000 };
    expect(await spanOf(short, { now: day(9) })).toEqual({ from: day(0), to: day(0) + HOUR_MS });
    expect(await spanOf(null, { now: day(9) })).toBeNull();
  });
});
