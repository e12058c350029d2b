import { closest } from './closest';

/**
 * Everything that can go wrong and is told to a user: one row a code. A row says what the code carries,
 * what happened (one sentence in the user's words) and the fix (one sentence that starts with a verb).
 * Pages, markers, API answers and the command line all render these rows.
 */
type Row<Carries> = {
  /** A few words for lists and page titles. */
  title: string;
  /** `warning` never blocks publishing; `error` does. */
  level: 'error' | 'warning';
  /** HTTP status where the API answers with it. */
  status: number;
  what: (d: Carries) => string;
  fix: (d: Carries) => string;
  /** A filled-in example for the reference page. */
  example: Carries;
};

function row<Carries>(definition: Row<Carries>): Row<Carries> {
  return definition;
}

const list = (items: readonly string[]) => (items.length ? items.join(', ') : 'none');

/** So many names are read at a glance; of more, the ones that may be meant. */
const NAMES_SHOWN = 12;

function instead(wanted: string, known: readonly string[]): string {
  if (known.length <= NAMES_SHOWN) return `Use one of: ${list(known)}.`;
  const near = closest(wanted, known);
  const others = `there are ${known.length}`;
  if (near.length === 0) return `Use one of: ${list(known.slice(0, NAMES_SHOWN))} and others; ${others}.`;
  return `Use ${near.map((name) => `\`${name}\``).join(' or ')}, if that is meant; ${others}.`;
}

export const failures = {
  // --- the text of a spec
  yaml_syntax: row<{ message: string }>({
    title: 'Text is not YAML',
    level: 'error',
    status: 400,
    what: (d) => `The text could not be read as YAML: ${d.message}.`,
    fix: () => 'Correct the line that is marked; indentation and colons are the usual cause.',
    example: { message: 'nested mappings are not allowed in compact mappings' },
  }),
  spec_shape: row<{ field: string; message: string }>({
    title: 'Field has the wrong form',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.field}\` is not right: ${d.message}.`,
    fix: (d) => `Change \`${d.field}\` to what its reference page allows.`,
    example: { field: 'schedule.every', message: 'expected a duration such as 15m' },
  }),
  spec_too_large: row<{ bytes: number; bytesMax: number }>({
    title: 'Spec is too large',
    level: 'error',
    status: 413,
    what: (d) => `The spec has ${d.bytes} bytes; ${d.bytesMax} are allowed.`,
    fix: () => 'Split the monitor into several smaller ones.',
    example: { bytes: 2_000_000, bytesMax: 1_048_576 },
  }),
  spec_version: row<{ version: string }>({
    title: 'Spec is from a newer version',
    level: 'error',
    status: 400,
    what: (d) => `The spec says version ${d.version}; this Tocsin reads version 1.`,
    fix: () => 'Update Tocsin, or export the monitor again from the version you run.',
    example: { version: '2' },
  }),
  yaml_anchor: row<{ name: string }>({
    title: 'Anchors are not allowed',
    level: 'error',
    status: 400,
    what: (d) => `The text uses the YAML anchor or alias \`${d.name}\`.`,
    fix: () => 'Write the value out where it is used.',
    example: { name: '*base' },
  }),

  unknown_field: row<{ field: string }>({
    title: 'Unknown field',
    level: 'warning',
    status: 400,
    what: (d) => `\`${d.field}\` is not a field that Tocsin knows; it is kept but does nothing.`,
    fix: (d) => `Check the spelling of \`${d.field}\`, or remove it.`,
    example: { field: 'schedule.evry' },
  }),

  // --- the graph
  no_nodes: row<Record<never, never>>({
    title: 'Nothing in the monitor yet',
    level: 'error',
    status: 400,
    what: () => 'The monitor has no nodes.',
    fix: () => 'Add a source to say what to watch.',
    example: {},
  }),
  unknown_block: row<{ node: string; type: string; known: readonly string[] }>({
    title: 'Unknown block',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.node}\` has the type \`${d.type}\`, which does not exist.`,
    fix: (d) => instead(d.type, d.known),
    example: { node: 'age_drift', type: 'pso', known: ['psi', 'ks'] },
  }),
  unknown_input: row<{ node: string; input: string }>({
    title: 'Input does not exist',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.node}\` takes its input from \`${d.input}\`, which is not in the monitor.`,
    fix: (d) => `Connect \`${d.node}\` to a node that exists, or add \`${d.input}\`.`,
    example: { node: 'limit', input: 'age_drift' },
  }),
  wrong_port: row<{ node: string; input: string; gives: string; takes: string }>({
    title: 'These do not connect',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.input}\` gives ${d.gives}, but \`${d.node}\` takes ${d.takes}.`,
    fix: (d) => `Put a block between them that turns ${d.gives} into ${d.takes}, or connect another node.`,
    example: { node: 'page', input: 'events', gives: 'rows', takes: 'a verdict' },
  }),
  missing_input: row<{ node: string; takes: string }>({
    title: 'Input is missing',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.node}\` is not connected to anything that gives ${d.takes}.`,
    fix: (d) => `Connect a node that gives ${d.takes} to \`${d.node}\`.`,
    example: { node: 'limit', takes: 'a series' },
  }),
  too_many_inputs: row<{ node: string; count: number; countMax: number }>({
    title: 'Too many inputs',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.node}\` has ${d.count} inputs and takes ${d.countMax}.`,
    fix: (d) => `Remove inputs until ${d.countMax} are left.`,
    example: { node: 'limit', count: 2, countMax: 1 },
  }),
  cycle: row<{ path: readonly string[] }>({
    title: 'Nodes go in a circle',
    level: 'error',
    status: 400,
    what: (d) => `The nodes feed each other in a circle: ${d.path.join(' → ')}.`,
    fix: () => 'Remove one of these connections.',
    example: { path: ['a', 'b', 'a'] },
  }),
  no_verdict: row<Record<never, never>>({
    title: 'Nothing decides',
    level: 'error',
    status: 400,
    what: () => 'No threshold in this monitor says when something is wrong.',
    fix: () => 'Add a threshold after a detector.',
    example: {},
  }),
  no_action: row<{ node: string }>({
    title: 'Nobody is told',
    level: 'warning',
    status: 400,
    what: (d) => `\`${d.node}\` decides, but no action follows it: alerts will only show in Tocsin.`,
    fix: (d) =>
      `Connect an action such as a webhook to \`${d.node}\`, or leave it if the alert list is enough.`,
    example: { node: 'limit' },
  }),
  unused_node: row<{ node: string }>({
    title: 'Node leads nowhere',
    level: 'warning',
    status: 400,
    what: (d) => `Nothing uses what \`${d.node}\` gives.`,
    fix: (d) => `Connect \`${d.node}\` to the next step, or delete it.`,
    example: { node: 'age_drift' },
  }),
  param_invalid: row<{ node: string; param: string; message: string }>({
    title: 'Setting is not right',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.param}\` of \`${d.node}\` is not right: ${d.message}.`,
    fix: (d) => `Change \`${d.param}\` in the form of \`${d.node}\`.`,
    example: { node: 'limit', param: 'critical', message: 'expected a number' },
  }),
  param_conflict: row<{ node: string; message: string; advice: string }>({
    title: 'Settings contradict each other',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.node}\`: ${d.message}.`,
    fix: (d) => `${d.advice}.`,
    example: {
      node: 'limit',
      message: 'the warning limit 0.3 lies beyond the critical limit 0.2',
      advice: 'Set the warning limit nearer to normal than the critical one',
    },
  }),
  schedule_conflict: row<{ message: string; advice: string }>({
    title: 'Schedule contradicts itself',
    level: 'error',
    status: 400,
    what: (d) => `The schedule cannot run: ${d.message}.`,
    fix: (d) => `${d.advice}.`,
    example: { message: 'every 7m does not divide the window 1h', advice: 'Set `every` to 5m, 6m or 10m' },
  }),
  no_reference: row<{ node: string }>({
    title: 'Reference is missing',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.node}\` compares with a reference, and the monitor names none.`,
    fix: () => 'Set `schedule.reference` to a time range, a trailing range or a file.',
    example: { node: 'age_drift' },
  }),

  // --- the graph against the data
  unknown_stream: row<{ stream: string; known: readonly string[] }>({
    title: 'Stream does not exist',
    level: 'error',
    status: 404,
    what: (d) => `There is no stream named \`${d.stream}\`.`,
    fix: (d) => `Send events to it, import a file, or use one of: ${list(d.known)}.`,
    example: { stream: 'predictons', known: ['predictions'] },
  }),
  unknown_file: row<{ file: string; known: readonly string[] }>({
    title: 'File does not exist',
    level: 'error',
    status: 404,
    what: (d) => `There is no file named \`${d.file}\` among the imported files.`,
    fix: (d) => `Upload it or put it into the import folder; there are: ${list(d.known)}.`,
    example: { file: 'refernce.csv', known: ['reference.csv'] },
  }),
  unknown_column: row<{ node: string; column: string; known: readonly string[] }>({
    title: 'Column does not exist',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.node}\` uses the column \`${d.column}\`, which the data does not have.`,
    fix: (d) => instead(d.column, d.known),
    example: { node: 'age_drift', column: 'agee', known: ['age', 'sex'] },
  }),
  column_type: row<{ node: string; column: string; type: string; wants: string }>({
    title: 'Column has the wrong type',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.node}\` needs ${d.wants}, and \`${d.column}\` holds ${d.type}.`,
    fix: () => 'Choose another column or another detector.',
    example: { node: 'p95', column: 'country', type: 'text', wants: 'a number' },
  }),
  not_described: row<{ node: string; column: string; derived: string }>({
    title: 'Text is not described',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.node}\` reads \`${d.derived}\`, and the texts of \`${d.column}\` are not described.`,
    fix: (d) =>
      `Give \`${d.column}\` the role that its texts have (prompt, response, context or system prompt) on the stream's page; a file's texts are described when it is imported into a stream.`,
    example: { node: 'refusals', column: 'answer', derived: 'answer.refusal' },
  }),
  not_embedded: row<{ node: string; column: string; derived: string }>({
    title: 'Text is not embedded',
    level: 'error',
    status: 400,
    what: (d) =>
      `\`${d.node}\` reads \`${d.derived}\`, and no embedding endpoint compares the texts of \`${d.column}\`.`,
    fix: () =>
      'Set TOCSIN_EMBEDDING_URL on the server, and give the text that is compared with its role (prompt or context); or choose the measure words.',
    example: { node: 'grounded', column: 'answer', derived: 'answer.context_similarity_embedded' },
  }),
  missing_role: row<{ node: string; role: string }>({
    title: 'No column has this role',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.node}\` needs a column with the role ${d.role}, and the stream has none.`,
    fix: (d) => `Give a column the role ${d.role} on the stream's page, or name the column in the form.`,
    example: { node: 'accuracy', role: 'label' },
  }),
  unknown_connection: row<{ node: string; connection: string; known: readonly string[] }>({
    title: 'Connection does not exist',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.node}\` sends to the connection \`${d.connection}\`, which does not exist.`,
    fix: (d) => `Create it under Connections, or use one of: ${list(d.known)}.`,
    example: { node: 'page', connection: 'pager', known: [] },
  }),
  wrong_connection: row<{ node: string; connection: string; kind: string; wants: string }>({
    title: 'Connection is of another kind',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.node}\` needs a ${d.wants} connection; \`${d.connection}\` is of kind ${d.kind}.`,
    fix: (d) => `Choose a ${d.wants} connection.`,
    example: { node: 'page', connection: 'team', kind: 'slack', wants: 'webhook' },
  }),

  // --- events and labels
  body_too_large: row<{ bytesMax: number }>({
    title: 'Body is too large',
    level: 'error',
    status: 413,
    what: (d) => `The request's body is larger than ${d.bytesMax} bytes after decompression.`,
    fix: () => 'Send smaller batches; 1,000 events a request is a good size.',
    example: { bytesMax: 16_777_216 },
  }),
  body_malformed: row<{ message: string; place: string }>({
    title: 'Body could not be read',
    level: 'error',
    status: 400,
    what: (d) => `The body could not be read at ${d.place}: ${d.message}.`,
    fix: () => 'Send a JSON array of objects, or NDJSON with one object a line.',
    example: { message: 'Unexpected end of JSON input', place: 'line 3' },
  }),
  encoding_unsupported: row<{ encoding: string }>({
    title: 'Encoding is not supported',
    level: 'error',
    status: 415,
    what: (d) => `The body is encoded as ${d.encoding}.`,
    fix: () => 'Send plain JSON or gzip.',
    example: { encoding: 'br' },
  }),
  record_invalid: row<{ record: number; field: string; message: string }>({
    title: 'Record was rejected',
    level: 'error',
    status: 400,
    what: (d) => `Record ${d.record}, field \`${d.field}\`: ${d.message}.`,
    fix: () => 'Correct the record and send it again; the others were kept.',
    example: { record: 7, field: 'age', message: 'expected a number, got the text "forty"' },
  }),
  too_many_columns: row<{ stream: string; columnsMax: number }>({
    title: 'Too many columns',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.stream}\` would have more than ${d.columnsMax} columns.`,
    fix: () => 'Drop columns that nothing watches, or send them to another stream.',
    example: { stream: 'predictions', columnsMax: 500 },
  }),
  stream_name: row<{ stream: string }>({
    title: 'Stream name is not allowed',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.stream}\` cannot be the name of a stream.`,
    fix: () => 'Use a letter first, then letters, digits, `_` or `-`, 64 at most.',
    example: { stream: '../etc' },
  }),
  too_busy: row<{ retryAfterSeconds: number }>({
    title: 'Too busy',
    level: 'error',
    status: 429,
    what: () => 'More is arriving than can be stored right now; nothing of this request was kept.',
    fix: (d) => `Send it again in ${d.retryAfterSeconds} s.`,
    example: { retryAfterSeconds: 2 },
  }),
  storage_unavailable: row<{ message: string; retryAfterSeconds: number }>({
    title: 'Storage is not available',
    level: 'error',
    status: 503,
    what: (d) => `The data could not be written: ${d.message}. Nothing of this request was kept.`,
    fix: (d) =>
      `Free disk space if it is full, then send again; senders may retry after ${d.retryAfterSeconds} s.`,
    example: { message: 'no space left on device', retryAfterSeconds: 10 },
  }),
  import_failed: row<{ file: string; message: string }>({
    title: 'Import failed',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.file}\` could not be imported: ${d.message}.`,
    fix: () => 'Check that the file is CSV, Parquet or NDJSON with a header or field names.',
    example: { file: 'scores.csv', message: 'line 12 has 9 fields, the header has 8' },
  }),

  // --- monitors, drafts, API
  not_found: row<{ thing: string; id: string }>({
    title: 'Not found',
    level: 'error',
    status: 404,
    what: (d) => `There is no ${d.thing} \`${d.id}\`.`,
    fix: () => 'Go back to the list; it may have been deleted.',
    example: { thing: 'monitor', id: '7f3a' },
  }),
  draft_conflict: row<{ savedAt: string }>({
    title: 'Draft was changed elsewhere',
    level: 'error',
    status: 409,
    what: (d) => `The draft was saved from another place at ${d.savedAt}; your copy is kept in this tab.`,
    fix: () => 'Compare the two and choose which to keep.',
    example: { savedAt: '2026-03-01T12:00Z' },
  }),
  name_taken: row<{ thing: string; name: string }>({
    title: 'Name is taken',
    level: 'error',
    status: 409,
    what: (d) => `There is already a ${d.thing} named \`${d.name}\`.`,
    fix: () => 'Choose another name.',
    example: { thing: 'connection', name: 'pager' },
  }),
  input_invalid: row<{ field: string; message: string }>({
    title: 'Input is not right',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.field}\`: ${d.message}.`,
    fix: (d) => `Correct \`${d.field}\` and try again.`,
    example: { field: 'name', message: 'must not be empty' },
  }),
  engine_unreachable: row<{ address: string }>({
    title: 'Engine does not answer',
    level: 'error',
    status: 503,
    what: (d) => `The engine at ${d.address} does not answer; monitors cannot be shown as they are now.`,
    fix: () => 'Wait a few seconds; it is restarted by itself. If this stays, look at its log.',
    example: { address: '127.0.0.1:4311' },
  }),
  foreign_request: row<{ from: string }>({
    title: 'Request came from elsewhere',
    level: 'error',
    status: 403,
    what: (d) => `The request came from or was sent to \`${d.from}\`, which is not where Tocsin is opened.`,
    fix: () => 'Open Tocsin under localhost, or let the operator set TOCSIN_PUBLIC_URL to this address.',
    example: { from: 'tocsin.example.com' },
  }),
  token_refused: row<Record<never, never>>({
    title: 'Engine does not know the caller',
    level: 'error',
    status: 403,
    what: () => "The engine's internal API was called without its token.",
    fix: () => 'Start the pages and the engine with the same TOCSIN_DATA.',
    example: {},
  }),
  rate_limited: row<{ retryAfterSeconds: number }>({
    title: 'Too often',
    level: 'error',
    status: 429,
    what: () => 'This was asked for too often in a short time.',
    fix: (d) => `Try again in ${d.retryAfterSeconds} s.`,
    example: { retryAfterSeconds: 20 },
  }),
  address_refused: row<{ host: string }>({
    title: 'Address is not allowed',
    level: 'error',
    status: 400,
    what: (d) => `\`${d.host}\` is a private or reserved address.`,
    fix: () => 'Use a public address, or let the operator name this host in TOCSIN_EGRESS_ALLOW.',
    example: { host: '169.254.169.254' },
  }),
  query_timeout: row<{ limitMs: number }>({
    title: 'Query took too long',
    level: 'error',
    status: 503,
    what: (d) => `The data could not be read within ${d.limitMs} ms.`,
    fix: () => 'Shorten the window, or add a filter.',
    example: { limitMs: 30_000 },
  }),
  // --- control store and engine
  schema_newer: row<{ known: string }>({
    title: 'Data is from a newer release',
    level: 'error',
    status: 503,
    what: (d) => `The data folder was written by a newer Tocsin; this one knows it up to \`${d.known}\`.`,
    fix: () => 'Start the newer release again, or restore the backup that was made before the update.',
    example: { known: '0003_projects' },
  }),
  schema_older: row<Record<never, never>>({
    title: 'Data is from an older release',
    level: 'error',
    status: 503,
    what: () => 'The data folder has not been brought up to date yet.',
    fix: () => 'Start the engine; it updates the data folder by itself.',
    example: {},
  }),
  engine_running: row<{ holder: string }>({
    title: 'Another engine is running',
    level: 'error',
    status: 503,
    what: (d) => `The engine ${d.holder} holds this data folder.`,
    fix: () => 'Stop it first, or give this one another data folder through TOCSIN_DATA.',
    example: { holder: 'host-1:4242' },
  }),
  lease_lost: row<{ holder: string }>({
    title: 'Engine lost its data folder',
    level: 'error',
    status: 503,
    what: (d) => `The engine ${d.holder} has taken this data folder over; this one wrote nothing more.`,
    fix: () => 'Let this engine stop; the other one goes on.',
    example: { holder: 'host-2:17' },
  }),
  run_failed: row<{ message: string }>({
    title: 'Run failed',
    level: 'error',
    status: 503,
    what: (d) => `The monitor could not be evaluated: ${d.message}`,
    fix: () => 'Look at what the run says; the next run tries again by itself.',
    example: { message: 'The data could not be read within 30000 ms.' },
  }),
  not_published: row<{ monitor: string }>({
    title: 'Monitor is not published',
    level: 'error',
    status: 409,
    what: (d) => `\`${d.monitor}\` has no published version.`,
    fix: () => 'Publish it first.',
    example: { monitor: 'fraud inputs' },
  }),
  publish_refused: row<{ count: number }>({
    title: 'Draft has errors',
    level: 'error',
    status: 400,
    what: (d) => `The draft has ${d.count} ${d.count === 1 ? 'error' : 'errors'}, so it cannot be published.`,
    fix: () => 'Correct what is marked, then publish again.',
    example: { count: 2 },
  }),
  range_too_long: row<{ slots: number; slotsMax: number }>({
    title: 'Range is too long',
    level: 'error',
    status: 400,
    what: (d) => `The range holds ${d.slots} runs; ${d.slotsMax} are allowed at a time.`,
    fix: () => 'Choose a shorter range.',
    example: { slots: 90_000, slotsMax: 20_000 },
  }),
  secret_locked: row<{ connection: string }>({
    title: 'Secret cannot be read',
    level: 'error',
    status: 409,
    what: (d) =>
      `The secret of \`${d.connection}\` cannot be read with the key that Tocsin was started with.`,
    fix: () => 'Start Tocsin with the key it was stored with, or enter the secret again.',
    example: { connection: 'pager' },
  }),
  secret_missing: row<{ connection: string }>({
    title: 'Secret is missing',
    level: 'error',
    status: 409,
    what: (d) => `\`${d.connection}\` has no secret; changing where it points wipes it.`,
    fix: (d) => `Enter the secret of \`${d.connection}\` again.`,
    example: { connection: 'pager' },
  }),
  delivery_failed: row<{ connection: string; message: string }>({
    title: 'Delivery failed',
    level: 'error',
    status: 502,
    what: (d) => `\`${d.connection}\` did not take the message: ${d.message}.`,
    fix: () => 'Check that the receiver is up and answers with a 2xx status.',
    example: { connection: 'pager', message: 'it answered 500' },
  }),
  internal: row<{ reference: string }>({
    title: 'Something broke',
    level: 'error',
    status: 500,
    what: (d) => `Tocsin failed in a way it does not know (reference ${d.reference}).`,
    fix: () => 'Try again; if it stays, report the reference with the log line that bears it.',
    example: { reference: 'a1b2c3' },
  }),
};

export type FailureCode = keyof typeof failures;
export type Details<C extends FailureCode> = (typeof failures)[C]['example'];

/** Where a problem is: a node, one of its fields, a line of the text, a record of a batch. */
export type Place = {
  node?: string;
  /** Path inside the spec, e.g. `['nodes', 'limit', 'params', 'critical']`. */
  path?: readonly (string | number)[];
  /** First line is 1. */
  line?: number;
  column?: number;
  record?: number;
};

/** One problem as plain data, ready for any surface. */
export type Problem = { code: FailureCode; level: 'error' | 'warning'; what: string; fix: string; at: Place };

/** Makes a problem out of a code and what it carries. */
export function problem<C extends FailureCode>(code: C, details: Details<C>, at: Place = {}): Problem {
  // The row belongs to this very code, so its functions take these very details; TypeScript cannot follow that through the index.
  const chosen = failures[code] as unknown as Row<Details<C>>;
  return { code, level: chosen.level, what: chosen.what(details), fix: chosen.fix(details), at };
}

/** The one error class: it carries every problem found, not the first. */
export class Failure extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[], options?: ErrorOptions) {
    super(problems.map((p) => `${p.code}: ${p.what}`).join('\n') || 'failure without problems', options);
    this.name = 'Failure';
    this.problems = problems;
  }
  /** HTTP status of the first problem. */
  get status(): number {
    const first = this.problems[0];
    return first ? failures[first.code].status : 500;
  }
}

/** Shorthand for one problem. */
export function failure<C extends FailureCode>(code: C, details: Details<C>, at: Place = {}): Failure {
  return new Failure([problem(code, details, at)]);
}

export const isError = (p: Problem): boolean => p.level === 'error';
