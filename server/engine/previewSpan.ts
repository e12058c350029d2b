import type { Plan } from '@/lib/compile/plan';
import { DAY_MS, floorTo, HOUR_MS, type Millis, type Span } from '@/lib/core/time';
import { latestSlot } from '@/lib/evaluate/windows';
import type { RowsPreviews } from './previewRows';

/** Which stretch of time a preview plays. */

/** A month of quarter hours; a monitor that runs each minute is played for two days. */
const SLOTS_MAX = 3_000;

export type SpanAsk = { plan: Plan; days: number; now: Millis };

/**
 * The last days of the data: up to now where rows are still coming in, else up to where they end. Begins with the
 * first window that lies whole in the data. Null where there are no rows with a time.
 */
export async function previewSpan({ plan, days, now }: SpanAsk, rows: RowsPreviews): Promise<Span | null> {
  const ranges = await Promise.all(plan.detectors.map(({ relation }) => rows.rangeOf(relation.source)));
  const known = ranges.filter((range) => range !== null);
  if (known.length === 0) return null;
  const data = {
    from: Math.min(...known.map((range) => range.from)),
    to: Math.max(...known.map((range) => range.to)),
  };
  const { everyMs, windowMs } = plan.schedule;
  const live = now - data.to <= Math.max(windowMs, HOUR_MS);
  const due = latestSlot(plan.schedule, now);
  // A delay longer than the data is old would leave nothing to look at.
  const to = live && due >= data.from + windowMs ? due : lastWhole(data, everyMs);
  const earliest = Math.max(to - days * DAY_MS, to - SLOTS_MAX * everyMs, data.from + windowMs - everyMs);
  return { from: Math.min(earliest, to - everyMs), to };
}

/** The last slot whose window the data fill; where they are shorter than one step, the one that they lie in. */
function lastWhole(data: Span, everyMs: Millis): Millis {
  const slot = floorTo(data.to, everyMs);
  return slot > data.from ? slot : slot + everyMs;
}
