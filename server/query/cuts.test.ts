import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { cutsOf } from './cuts';

const at = (text: string) => Date.parse(`${text}Z`);

describe('cutsOf', () => {
  it('reads a day that begins at half past in minutes, hours and minutes', () => {
    const span = { from: at('2026-01-01T12:30'), to: at('2026-01-02T12:30') };
    expect(cutsOf(span, MINUTE_MS)).toEqual([
      { span: { from: span.from, to: at('2026-01-01T13:00') }, bucketMs: MINUTE_MS },
      { span: { from: at('2026-01-01T13:00'), to: at('2026-01-02T12:00') }, bucketMs: HOUR_MS },
      { span: { from: at('2026-01-02T12:00'), to: span.to }, bucketMs: MINUTE_MS },
    ]);
  });

  it('reads weeks in days', () => {
    const span = { from: at('2026-01-01T00:00'), to: at('2026-01-15T00:00') };
    expect(cutsOf(span, HOUR_MS)).toEqual([{ span, bucketMs: DAY_MS }]);
  });

  it('leaves short spans and odd buckets as they are', () => {
    const hour = { from: at('2026-01-01T12:00'), to: at('2026-01-01T13:00') };
    expect(cutsOf(hour, MINUTE_MS)).toEqual([{ span: hour, bucketMs: MINUTE_MS }]);
    const odd = { from: 0, to: 700 * MINUTE_MS };
    expect(cutsOf(odd, 7 * MINUTE_MS)).toEqual([{ span: odd, bucketMs: 7 * MINUTE_MS }]);
  });

  it('covers the span once, in order, on the boundaries of its buckets', () => {
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 40 });
    const lengths = fc.constantFrom(1, 5, 7, 30, 60, 90, 1440);
    fc.assert(
      fc.property(minutes, minutes, lengths, (a, b, length) => {
        const bucketMs = length * MINUTE_MS;
        const span = { from: a * bucketMs, to: (a + b) * bucketMs };
        let end = span.from;
        for (const cut of cutsOf(span, bucketMs)) {
          expect(cut.span.from).toBe(end);
          expect(cut.span.from % cut.bucketMs).toBe(0);
          expect(cut.span.to % cut.bucketMs).toBe(0);
          end = cut.span.to;
        }
        expect(end).toBe(span.to);
      }),
    );
  });
});
