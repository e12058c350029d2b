import type { Plan, Schedule } from '@/lib/compile/plan';
import { floorTo, type Millis, type Span } from '@/lib/core/time';
import { merge } from '@/lib/tally/merge';
import type { Tally, TallySpec } from '@/lib/tally/tally';
import { indexSpans, type SpanIndex } from './spanIndex';

/** A slot is the end of a window: a whole multiple of `everyMs` from the epoch. */

/** The slots whose windows end in (span.from, span.to]. */
export function slotsIn(schedule: Schedule, span: Span): Millis[] {
  const slots: Millis[] = [];
  const first = floorTo(span.from, schedule.everyMs) + schedule.everyMs;
  for (let slot = first; slot <= span.to; slot += schedule.everyMs) slots.push(slot);
  return slots;
}

/** The latest slot that is due at `now`, given the delay. */
export function latestSlot(schedule: Schedule, now: Millis): Millis {
  return floorTo(now - schedule.delayMs, schedule.everyMs);
}

export function windowOf(schedule: Schedule, slot: Millis): Span {
  return { from: slot - schedule.windowMs, to: slot };
}

export function previousWindowOf(schedule: Schedule, slot: Millis): Span {
  return { from: slot - 2 * schedule.windowMs, to: slot - schedule.windowMs };
}

/** Whether a threshold that reads this node compares with the window before. */
export function wantsPrevious(plan: Plan, node: string): boolean {
  return plan.verdicts.some(
    (v) => v.kind === 'threshold' && v.input === node && v.run.compares === 'previous',
  );
}

/** Tallies of a relation under the start of their time bucket. */
export type Buckets = ReadonlyMap<Millis, Tally>;

/** The tally of a span from its buckets; the span begins and ends on bucket boundaries. */
export function tallyOf(buckets: Buckets, spec: TallySpec, cut: { span: Span; bucketMs: Millis }): Tally {
  const index = indexOf(buckets, spec);
  if (index) return index.tallyOf(cut.span);
  const parts: Tally[] = [];
  for (let at = cut.span.from; at < cut.span.to; at += cut.bucketMs) {
    const part = buckets.get(at);
    if (part) parts.push(part);
  }
  return parts.length === 1 && parts[0] ? parts[0] : merge(spec, parts);
}

/** How often the same buckets are asked before running totals pay: one slot asks three times at most. */
const ASKED_MIN = 4;
const asked = new WeakMap<Buckets, { times: number; index: SpanIndex | null }>();

/** Running totals of buckets that many slots share; null where a merge is as quick, or the only exact way. */
function indexOf(buckets: Buckets, spec: TallySpec): SpanIndex | null {
  if ((spec.measures ?? []).length > 0 || spec.sample) return null;
  const known = asked.get(buckets) ?? { times: 0, index: null };
  asked.set(buckets, known);
  known.times += 1;
  if (known.times > ASKED_MIN) known.index ??= indexSpans(buckets);
  return known.index;
}
