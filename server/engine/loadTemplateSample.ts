import { failure } from '@/lib/core/failures';
import type { ColumnInfo, Row } from '@/lib/tally/column';
import type { Sample } from '@/lib/templates/template';
import type { EventStore } from '@/server/events/store';
import type { Progress } from './jobs';
import type { SampleLoaded } from './loadSample';

/** One commit. */
const ROWS_A_STEP = 2_000;
/** A rough size for the store's queue. */
const BYTES_A_RECORD = 300;

/** Loads a template's sample as a stream of its own. Loading it again changes nothing: its ids are always the same. */
export async function loadTemplateSample(
  events: EventStore,
  sample: Sample,
  progress: Progress,
): Promise<SampleLoaded> {
  requireOwnStream(events, sample);
  const rows = sample.rows();
  let stored = 0;
  let duplicates = 0;
  for (let at = 0; at < rows.length; at += ROWS_A_STEP) {
    await progress(at, rows.length);
    const records = rows.slice(at, at + ROWS_A_STEP).map((row) => recordOf(sample.columns, row));
    const bytes = records.length * BYTES_A_RECORD;
    const answer = await events.append(sample.stream, records, { origin: 'event', bytes });
    stored += answer.accepted;
    duplicates += answer.duplicates;
  }
  await setRoles(events, sample);
  await progress(rows.length, rows.length);
  return { kind: 'sample', stream: sample.stream, stored, duplicates };
}

/** A stream of that name with other columns is somebody's own; made-up rows must not get into it. */
function requireOwnStream(events: EventStore, { stream, columns }: Sample): void {
  const there = events.stream(stream)?.columns.map((column) => column.name) ?? [];
  if (there.every((name) => columns.some((column) => column.name === name))) return;
  throw failure('name_taken', { thing: 'stream', name: stream });
}

const recordOf = (columns: readonly ColumnInfo[], row: Row): Record<string, unknown> =>
  Object.fromEntries(columns.map(({ name }) => [name, row.get(name) ?? null]));

async function setRoles(events: EventStore, { stream, columns }: Sample): Promise<void> {
  for (const { name, role } of columns) {
    const there = events.stream(stream)?.columns.find((column) => column.name === name);
    if (there && there.role !== role) await events.setRole(stream, name, role);
  }
}
