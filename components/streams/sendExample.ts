import type { ColumnInfo } from '@/lib/tally/column';

/** What to type into a terminal to send events and labels. Single quotes survive every shell people use. */

const usual: readonly ColumnInfo[] = [
  { name: 'id', type: 'text', role: 'id' },
  { name: 'timestamp', type: 'time', role: 'timestamp' },
  { name: 'prediction', type: 'text', role: 'prediction' },
  { name: 'score', type: 'number', role: 'score' },
  { name: 'amount', type: 'number', role: 'feature' },
  { name: 'latency_ms', type: 'number', role: 'latency' },
];
const FIELDS_MAX = 8;
const MOMENT = '2026-03-01T12:00:00Z';

/** Sends one event with the stream's own columns, or with usual ones where it has none yet. */
export function eventsCommand(
  ingestUrl: string,
  stream: string,
  columns: readonly ColumnInfo[] = [],
): string {
  const own = columns.filter(({ derivedFrom }) => derivedFrom === undefined);
  const known = own.length > 0 ? own : usual;
  const first = known.filter(({ role }) => role === 'id' || role === 'timestamp');
  const rest = known.filter(({ role }) => role !== 'id' && role !== 'timestamp' && role !== 'label');
  return command(`${ingestUrl}/${stream}/events`, [...first, ...rest].slice(0, FIELDS_MAX));
}

/** Labels come later, by the id of their event. */
export function labelsCommand(
  ingestUrl: string,
  stream: string,
  columns: readonly ColumnInfo[] = [],
): string {
  const id = columns.find(({ role }) => role === 'id') ?? { name: 'id', type: 'text', role: 'id' };
  const label = columns.find(({ role }) => role === 'label') ?? {
    name: 'label',
    type: 'number',
    role: 'label',
  };
  return command(`${ingestUrl}/${stream}/labels`, [id, label]);
}

function command(url: string, columns: readonly ColumnInfo[]): string {
  const fields = columns.map((column) => `${JSON.stringify(column.name)}: ${exampleOf(column)}`);
  // A quote in a column's name would end the shell's own.
  const body = `[{${fields.join(', ')}}]`.replaceAll("'", "'\\''");
  return [`curl -X POST ${url} \\`, "  -H 'content-type: application/json' \\", `  -d '${body}'`].join('\n');
}

function exampleOf({ type, role }: ColumnInfo): string {
  if (role === 'id') return '"r-1"';
  if (type === 'time') return `"${MOMENT}"`;
  if (type === 'boolean') return 'true';
  if (type === 'text') return role === 'prediction' ? '"approve"' : '"text"';
  if (role === 'score') return '0.91';
  return role === 'latency' ? '84' : '1';
}

/** What a stream may be called: the server says the same. */
const STREAM_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
export const isStreamName = (name: string): boolean => STREAM_NAME.test(name);

/** A stream's name out of a file's: `Fraud scores (1).csv` → `fraud_scores_1`. */
export function streamNameFor(file: string): string {
  const base = file.replace(/(\.[a-z0-9]+)+$/i, '').toLowerCase();
  const name = base.replace(/[^a-z0-9_-]+/g, '_').replace(/^[^a-z]+|_+$/g, '');
  return name.slice(0, 64) || 'events';
}
