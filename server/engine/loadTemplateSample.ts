import { failure } from '@/lib/core/failures';
import { DAY_MS, floorTo, type Millis } from '@/lib/core/time';
import type { ColumnRole, Row } from '@/lib/tally/column';
import type { Sample } from '@/lib/templates/template';
import type { EventStore } from '@/server/events/store';
import type { Progress } from './jobs';
import type { SampleLoaded } from './loadSample';
import { everything, lastRows } from './streams';

const ROWS_A_STEP = 2_000;
const BYTES_A_ROW = 300;

/**
 * Loads a template's sample, moved by whole days so that it ends today: then what is published over it has a present.
 * Loading it again finds it where it is and changes nothing.
 */
export async function loadTemplateSample(
  { events, now }: { events: EventStore; now: Millis },
  sample: Sample,
  progress: Progress,
): Promise<SampleLoaded> {
  const { stream } = sample;
  const id = columnWith(sample, 'id');
  const time = columnWith(sample, 'timestamp');
  const rows = sample.rows();
  const shift = (await shiftLoaded(events, sample, rows)) ?? floorTo(now - sample.span.to, DAY_MS);
  let [stored, duplicates] = [0, 0];
  for (let at = 0; at < rows.length; at += ROWS_A_STEP) {
    await progress(at, rows.length);
    const part = rows.slice(at, at + ROWS_A_STEP).map((row) => recordOf(sample, row, { time, shift }));
    const bytes = part.length * BYTES_A_ROW;
    const answer = await events.append(stream, part, { origin: 'event', bytes });
    stored += answer.accepted;
    duplicates += answer.duplicates;
  }
  for (const { name, role } of sample.columns) {
    const known = events.stream(stream)?.columns.find((column) => column.name === name);
    if (known && known.role !== role && name !== id && name !== time)
      await events.setRole(stream, name, role);
  }
  await progress(rows.length, rows.length);
  return { kind: 'sample', stream, stored, duplicates };
}

function columnWith(sample: Sample, role: ColumnRole): string {
  const column = sample.columns.find((one) => one.role === role);
  if (!column) throw new Error(`the sample ${sample.stream} has no column with the role ${role}`);
  return column.name;
}

/** By how much a sample loaded earlier was moved; null where there is none. */
async function shiftLoaded(events: EventStore, sample: Sample, rows: readonly Row[]): Promise<Millis | null> {
  if (!events.stream(sample.stream)) return null;
  const [id, time] = [columnWith(sample, 'id'), columnWith(sample, 'timestamp')];
  const found = await lastRows(events, everything(sample.stream), { columns: [id, time], limit: 1 });
  const [lastId, lastAt] = found.rows[0] ?? [];
  if (lastId === undefined) return null;
  const made = rows.find((row) => row.get(id) === lastId)?.get(time);
  if (typeof made === 'number' && typeof lastAt === 'number') return lastAt - made;
  throw failure('name_taken', { thing: 'stream', name: sample.stream });
}

type Moved = { time: string; shift: Millis };

function recordOf(sample: Sample, row: Row, { time, shift }: Moved): Record<string, unknown> {
  const record = Object.fromEntries(sample.columns.map(({ name }) => [name, row.get(name) ?? null]));
  return { ...record, [time]: Number(row.get(time)) + shift };
}
