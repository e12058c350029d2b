import { failure } from '@/lib/core/failures';
import { floorTo, HOUR_MS, type Millis, type Span } from '@/lib/core/time';
import {
  CREDIT_DAYS,
  CREDIT_STREAM,
  type CreditEvent,
  type CreditLabel,
  creditHour,
  creditRoles,
  creditSpan,
} from '@/lib/samples/creditStream';
import type { EventStore } from '@/server/events/store';
import type { Progress } from './jobs';
import { everything, lastRows } from './streams';

export type SampleLoaded = { kind: 'sample'; stream: string; stored: number; duplicates: number };

const HOURS = CREDIT_DAYS * 24;
/** Some two thousand requests: one commit. */
const HOURS_A_STEP = 120;
/** A rough size for the store's queue; there is never more than one batch of ours in it. */
const BYTES_A_RECORD = 300;

/** Loads the credit stream as it would be if it ended now. Loading it again finds it whole and changes nothing. */
export async function loadCreditStream(
  events: EventStore,
  now: Millis,
  progress: Progress,
): Promise<SampleLoaded> {
  const span = (await spanLoaded(events)) ?? creditSpan(now);
  let stored = 0;
  let duplicates = 0;
  const append = async (records: readonly object[], origin: 'event' | 'label') => {
    if (records.length === 0) return;
    const bytes = records.length * BYTES_A_RECORD;
    const answer = await events.append(CREDIT_STREAM, records, { origin, bytes });
    if (origin !== 'event') return;
    stored += answer.accepted;
    duplicates += answer.duplicates;
  };
  for (let hour = 0; hour < HOURS; hour += HOURS_A_STEP) {
    await progress(hour, HOURS);
    const part = hoursFrom(span, hour);
    await append(part.events, 'event');
    await append(part.labels.filter(({ knownAt }) => knownAt <= span.to).map(labelRecord), 'label');
  }
  await setRoles(events);
  await progress(HOURS, HOURS);
  return { kind: 'sample', stream: CREDIT_STREAM, stored, duplicates };
}

function hoursFrom(span: Span, hour: number): { events: CreditEvent[]; labels: CreditLabel[] } {
  const parts = Array.from({ length: Math.min(HOURS_A_STEP, HOURS - hour) }, (_, i) =>
    creditHour(span, hour + i),
  );
  return { events: parts.flatMap((part) => part.events), labels: parts.flatMap((part) => part.labels) };
}

const labelRecord = ({ request_id, defaulted, knownAt }: CreditLabel) => ({
  request_id,
  defaulted,
  label_time: knownAt,
});

/** The time that a sample loaded earlier covers: every id says how many hours after the start it was made. */
async function spanLoaded(events: EventStore): Promise<Span | null> {
  if (!events.stream(CREDIT_STREAM)) return null;
  const ask = { columns: ['request_id', 'timestamp'], limit: 1 };
  const { rows } = await lastRows(events, everything(CREDIT_STREAM), ask);
  const [id, at] = rows[0] ?? [];
  if (id === undefined) return null;
  const hour = typeof id === 'string' ? /^cr-(\d{4})-\d\d$/.exec(id)?.[1] : undefined;
  if (hour === undefined || typeof at !== 'number')
    throw failure('name_taken', { thing: 'stream', name: CREDIT_STREAM });
  const from = floorTo(at, HOUR_MS) - Number(hour) * HOUR_MS;
  return { from, to: from + HOURS * HOUR_MS };
}

async function setRoles(events: EventStore): Promise<void> {
  const columns = events.stream(CREDIT_STREAM)?.columns ?? [];
  for (const [name, role] of Object.entries(creditRoles)) {
    const column = columns.find((one) => one.name === name);
    if (column && column.role !== role) await events.setRole(CREDIT_STREAM, name, role);
  }
}
