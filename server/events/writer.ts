import type { DuckDBConnection } from '@duckdb/node-api';
import { failure } from '@/lib/core/failures';
import { floorTo, MINUTE_MS } from '@/lib/core/time';
import { createRowAppender, type RowAppender } from './appendRows';
import { type ColumnBatch, pickRows } from './batch';
import { labelTable, type Origin, type StreamEntry, saveEntry } from './catalogue';
import { type Database, firstLine } from './database';
import { eventTimesOf, firstOfEachId } from './duplicates';
import type { StreamMemory } from './streamMemory';

/** How many of the rows are new. */
export type Appended = { accepted: number; duplicates: number };

/** What the writer must know of a stream. */
export type Target = { entry: StreamEntry; memory: StreamMemory; origin: Origin };

export type Writer = {
  /** Resolves when the rows are on disk for good; rejects when none of them is. */
  append(target: Target, batch: ColumnBatch, bytes: number): Promise<Appended>;
  /** Runs something else on the writing connection, between commits. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
  /** Refuses all that waits, because the columns it was read against are no more. */
  rejectAll(reason: unknown): void;
  readonly queuedBytes: number;
  /** Waits until all that was asked for is done. */
  drain(): Promise<void>;
};

type Job = {
  target: Target;
  batch: ColumnBatch;
  bytes: number;
  done: (a: Appended) => void;
  fail: (e: unknown) => void;
};

export type WriterOptions = {
  database: Database;
  nextSeq: () => number;
  /** Called when what has this number can be read. */
  committed: (seq: number) => void;
  /** Called after a commit failed: what memory says may be wrong now. */
  recover: () => Promise<void>;
  rowsMax?: number;
  queueBytesMax?: number;
};

/** Most rows a commit takes. */
const ROWS_MAX = 20_000;
const QUEUE_BYTES_MAX = 64 * 1024 * 1024;

/**
 * Group commit: while one commit runs, what arrives waits; the next takes all of it together. A single sender gets
 * a commit of its own at once, many share one.
 */
export function createWriter(options: WriterOptions): Writer {
  const { database, nextSeq } = options;
  const rowsMax = options.rowsMax ?? ROWS_MAX;
  const bytesMax = options.queueBytesMax ?? QUEUE_BYTES_MAX;
  const queue: Job[] = [];
  const chores: (() => Promise<void>)[] = [];
  let queuedBytes = 0;
  let running: Promise<void> | null = null;

  function wake(): void {
    running ??= run().finally(() => {
      running = null;
      if (queue.length > 0 || chores.length > 0) wake();
    });
  }

  async function run(): Promise<void> {
    while (queue.length > 0 || chores.length > 0) {
      const chore = chores.shift();
      if (chore) {
        await chore();
        continue;
      }
      // One turn of the event loop, so that requests that are already parsed join this commit.
      await new Promise((next) => setImmediate(next));
      await commit(takeJobs());
    }
  }

  function takeJobs(): Job[] {
    let rows = 0;
    let count = 0;
    while (count < queue.length && (count === 0 || rows < rowsMax)) rows += queue[count++]?.batch.rows ?? 0;
    return queue.splice(0, count);
  }

  async function commit(taken: readonly Job[]): Promise<void> {
    const jobs = taken.filter((job) => !job.target.entry.dropped);
    for (const job of taken) {
      const stream = job.target.entry.name;
      if (job.target.entry.dropped) job.fail(failure('unknown_stream', { stream, known: [] }));
    }
    try {
      answer(jobs, await commitJobs(jobs));
    } catch (error) {
      await afterFailure(jobs, error);
    } finally {
      queuedBytes = queue.reduce((sum, job) => sum + job.bytes, 0);
    }
  }

  function answer(jobs: readonly Job[], answers: readonly Appended[]): void {
    jobs.forEach((job, i) => {
      job.done(answers[i] ?? { accepted: 0, duplicates: 0 });
    });
  }

  async function afterFailure(jobs: readonly Job[], error: unknown): Promise<void> {
    const message = error instanceof Error ? firstLine(error.message) : String(error);
    const reason = failure('storage_unavailable', { message, retryAfterSeconds: 5 });
    reason.cause = error;
    await options.recover().catch(() => undefined);
    if (error instanceof Durable) answer(jobs, error.answers);
    else for (const job of jobs) job.fail(reason);
    // What waits was read against columns that may not be: it goes back to the senders as well.
    rejectAll(reason);
  }

  function rejectAll(reason: unknown): void {
    for (const job of queue.splice(0)) job.fail(reason);
    queuedBytes = 0;
  }

  async function commitJobs(jobs: readonly Job[]): Promise<Appended[]> {
    const connection = database.writer();
    const seq = nextSeq();
    const written: Written[] = [];
    await connection.run('BEGIN');
    for (const entry of new Set(jobs.map((job) => job.target.entry))) await saveEntry(connection, entry);
    const rows = createRowAppender(connection);
    try {
      for (const job of jobs) written.push(await write({ connection, rows, seq }, job));
      await rows.flush();
    } finally {
      rows.close();
    }
    const answers = written.map((w) => w.answer);
    await commitDurably(connection, answers);
    options.committed(seq);
    for (const { memory, times } of written) touchAll(memory, { times, seq });
    return answers;
  }

  return {
    append(target, batch, bytes) {
      if (queuedBytes + bytes > bytesMax && queue.length > 0) {
        return Promise.reject(failure('too_busy', { retryAfterSeconds: 1 }));
      }
      queuedBytes += bytes;
      return new Promise<Appended>((done, fail) => {
        queue.push({ target, batch, bytes, done, fail });
        wake();
      });
    },
    exclusive(work) {
      return new Promise((done, fail) => {
        chores.push(() => work().then(done, fail));
        wake();
      });
    },
    rejectAll,
    get queuedBytes() {
      return queuedBytes;
    },
    async drain() {
      while (running) await running;
    },
  };
}

type Written = { answer: Appended; memory: StreamMemory; times: readonly (number | null)[] };

/** The open transaction. */
type Commit = { connection: DuckDBConnection; rows: RowAppender; seq: number };

/** Writes the rows of a job that are new, inside the open transaction. */
async function write({ connection, rows, seq }: Commit, { target, batch }: Job): Promise<Written> {
  const { entry, memory, origin } = target;
  const isLabel = origin === 'label';
  const source = isLabel
    ? {
        table: labelTable(entry),
        ids: memory.labelIds,
        olderThan: memory.hasOlderLabels ? memory.coveredSince : null,
      }
    : { table: entry.table, ids: memory.ids, olderThan: null };
  const asked = { connection, flush: () => rows.flush() };
  const kept = pickRows(batch, await firstOfEachId(asked, source, batch));
  const eventTimes = isLabel
    ? await eventTimesOf(connection, { ...memory, table: entry.table }, kept.ids)
    : [];
  rows.append({ entry, origin, batch: kept, seq, eventTimes });
  const answer = { accepted: kept.rows, duplicates: batch.rows - kept.rows };
  return { answer, memory, times: isLabel ? eventTimes : kept.times };
}

function touchAll(
  memory: StreamMemory,
  { times, seq }: { times: readonly (number | null)[]; seq: number },
): void {
  let last: number | null = null;
  for (const time of times) {
    // Neighbours mostly share their minute.
    const minute = time === null ? null : floorTo(time, MINUTE_MS);
    if (minute !== null && minute !== last) memory.touches.touch(minute, seq);
    last = minute;
  }
}

/** The rows are on disk for good, but the database must be opened again. */
class Durable extends Error {
  readonly answers: readonly Appended[];
  constructor(answers: readonly Appended[], options: ErrorOptions) {
    super('the commit is durable', options);
    this.answers = answers;
  }
}

/** With a full disk DuckDB may commit and then fail at its checkpoint, which it says in so many words. */
async function commitDurably(connection: DuckDBConnection, answers: readonly Appended[]): Promise<void> {
  try {
    await connection.run('COMMIT');
  } catch (error) {
    const isDurable = error instanceof Error && /COMMIT succeeded and is durable/i.test(error.message);
    throw isDurable ? new Durable(answers, { cause: error }) : error;
  }
}
