import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { failure, type Problem } from '@/lib/core/failures';
import type { Millis, Span } from '@/lib/core/time';
import type { ColumnRole } from '@/lib/tally/column';
import type { ColumnBatch } from './batch';
import { type Catalogue, createTables, loadCatalogue, type Origin, type StreamEntry } from './catalogue';
import { type DatabaseOptions, openDatabase, type ReadOptions, rollback, storageFailure } from './database';
import { derivedOf, describeBatch } from './describeBatch';
import { createDescribing } from './describeStored';
import { readRecords } from './readRecords';
import { deleteOlder, dropTables } from './retention';
import { rewriteRows, rewrites, saveRole } from './saveRole';
import { infoOf, type StreamInfo } from './streamInfo';
import { emptyMemory, loadMemory, type StreamMemory } from './streamMemory';
import { type Appended, createWriter } from './writer';

export type AppendOptions = { origin: Origin; bytes: number; unsafeIntegers?: boolean };

/** Every record sent is in one of the first three numbers. */
export type AppendAnswer = {
  accepted: number;
  duplicates: number;
  rejected: number;
  /** Of the accepted and duplicates: those more than ten minutes ahead of this machine's clock. */
  future: number;
  problems: Problem[];
};

export type EventStoreOptions = Omit<DatabaseOptions, 'path'> & {
  path: string;
  clock: () => Millis;
  queueBytesMax?: number;
};

export type Amendment = (
  connection: DuckDBConnection,
  at: { entry: StreamEntry; seq: number },
) => Promise<readonly number[]>;

/** The store of events and labels. One process owns its file. */
export type EventStore = {
  readonly filesDir: string;
  /** Reads and appends parsed JSON records. Resolves when what was accepted is on disk for good. */
  append(stream: string, records: readonly unknown[], options: AppendOptions): Promise<AppendAnswer>;
  /** Appends rows that were read elsewhere; `prepare` makes the columns. */
  appendBatch(
    stream: string,
    prepare: (entry: StreamEntry) => ColumnBatch,
    origin: Origin,
  ): Promise<{ accepted: number; duplicates: number }>;
  streams(): StreamInfo[];
  stream(name: string): StreamInfo | null;
  /** Resolves when all stored texts are described. */
  described(): Promise<void>;
  /** The stream's tables and columns; throws `unknown_stream`. */
  entry(name: string): StreamEntry;
  /** The highest commit that wrote into the span of event time; 0 where none did. At once. */
  touchedSince(stream: string, span: Span): number;
  /** The sequence number of the latest commit that reads see. */
  seq(): number;
  read<T>(work: (connection: DuckDBConnection) => Promise<T>, options?: ReadOptions): Promise<T>;
  /** Changes rows that are stored, alone and in a transaction. `work` answers with the times of the rows it gave `seq`. */
  amend(stream: string, work: Amendment): Promise<void>;
  setRole(stream: string, column: string, role: ColumnRole): Promise<void>;
  setRetention(stream: string, days: number | null): Promise<void>;
  /** Deletes what is older than each stream keeps. Returns the number of rows deleted, by stream. */
  applyRetention(): Promise<Map<string, number>>;
  dropStream(stream: string): Promise<void>;
  close(): Promise<void>;
};

/** Opens the event store, making the file where there is none. */
export async function openEvents(options: EventStoreOptions): Promise<EventStore> {
  const { clock } = options;
  await mkdir(dirname(options.path), { recursive: true });
  await mkdir(options.filesDir, { recursive: true });
  const database = await openDatabase(options);
  let catalogue: Catalogue;
  let memories = new Map<StreamEntry, StreamMemory>();
  let lastSeq = 0;
  // Behind `lastSeq` while a commit is under way: a tally read meanwhile must not count as having seen it.
  let visibleSeq = 0;
  let lastTry = Number.NEGATIVE_INFINITY;

  async function load(): Promise<void> {
    const connection = database.writer();
    await createTables(connection);
    catalogue = await loadCatalogue(connection);
    memories = new Map();
    const floor = await connection.runAndReadAll('SELECT coalesce(max(seq_floor), 0)::DOUBLE FROM catalogue');
    lastSeq = Math.max(lastSeq, Number(floor.getRowsJS()[0]?.[0] ?? 0));
    for (const entry of catalogue.streams.values()) {
      const memory = await loadMemory(connection, entry, clock);
      memories.set(entry, memory);
      lastSeq = Math.max(lastSeq, memory.seq, entry.createdAt);
    }
    visibleSeq = lastSeq;
  }

  async function recover(): Promise<void> {
    // A rollback is enough unless DuckDB has given up on the file.
    if (!(await rollback(database))) await database.reopen();
    await load();
  }

  // Sequence numbers follow the clock, so that they grow even where the rows that bore the last ones are gone.
  const nextSeq = () => {
    lastSeq = Math.max(lastSeq + 1, clock());
    return lastSeq;
  };
  const writer = createWriter({
    database,
    nextSeq,
    committed: (seq) => {
      visibleSeq = seq;
    },
    recover,
    ...(options.queueBytesMax === undefined ? {} : { queueBytesMax: options.queueBytesMax }),
  });

  function memoryOf(entry: StreamEntry): StreamMemory {
    const old = memories.get(entry);
    if (old) return old;
    const memory = emptyMemory(clock);
    memories.set(entry, memory);
    return memory;
  }

  function entryOf(name: string): StreamEntry {
    const entry = catalogue.streams.get(name);
    if (!entry)
      throw failure('unknown_stream', { stream: name.slice(0, 80), known: [...catalogue.streams.keys()] });
    return entry;
  }

  /** A change besides appending: alone, in a transaction, and known to memory only once it is on disk. */
  function change<T>(
    work: (connection: DuckDBConnection) => Promise<T>,
    then: (result: T) => void | Promise<void>,
  ): Promise<T> {
    return writer.exclusive(async () => {
      try {
        const connection = database.writer();
        await connection.run('BEGIN');
        const result = await work(connection);
        await connection.run('COMMIT');
        await then(result);
        return result;
      } catch (error) {
        if (await rollback(database)) throw error;
        await reopen();
        throw storageFailure(error);
      }
    });
  }

  const isCurrent = (entry: StreamEntry) => catalogue.streams.get(entry.name) === entry;

  function written(entry: StreamEntry, times: readonly number[], seq: number): void {
    visibleSeq = seq;
    for (const time of times) memoryOf(entry).touches.touch(time, seq);
  }

  const describing = createDescribing({
    change,
    nextSeq,
    isCurrent,
    written,
    recover: () => writer.exclusive(loadAnew),
    rejectWaiting: () => writer.rejectAll(failure('too_busy', { retryAfterSeconds: 1 })),
  });

  const resumeDescribing = () => describing.resume(catalogue.streams.values());

  /** Adds what is derived from texts, and hands the rows to the writer. */
  async function appendTo(
    target: { stream: string; entry: StreamEntry; origin: Origin },
    batch: ColumnBatch,
    bytes: number,
  ): Promise<Appended> {
    const { stream, entry, origin } = target;
    const plan = origin === 'event' && batch.rows > 0 ? derivedOf(entry) : null;
    const whole = plan ? await describeBatch(plan, batch) : batch;
    // Meanwhile the columns may have become others: the sender comes again.
    const isSame =
      !plan || entry.dropped || (catalogue.streams.get(stream) === entry && derivedOf(entry) === plan);
    if (!isSame) throw failure('too_busy', { retryAfterSeconds: 1 });
    return writer.append({ entry, memory: memoryOf(entry), origin }, whole, bytes);
  }

  async function reopen(): Promise<void> {
    await database.reopen();
    await loadAnew();
  }

  async function loadAnew(): Promise<void> {
    await load();
    writer.rejectAll(failure('too_busy', { retryAfterSeconds: 1 }));
  }

  /** A file that could not be opened again is tried again by whoever needs it, at most once a second. */
  async function ensureOpen(): Promise<void> {
    if (database.isOpen || clock() - lastTry < 1000) return;
    lastTry = clock();
    await writer.exclusive(() => (database.isOpen ? Promise.resolve() : reopen()));
  }

  await load();
  resumeDescribing();
  return {
    filesDir: options.filesDir,
    async append(stream, records, { origin, bytes, unsafeIntegers = false }) {
      const entry = catalogue.streams.get(stream) ?? catalogue.obtain(stream, nextSeq());
      const read = readRecords(records, { entry, origin, received: clock(), unsafeIntegers });
      const { rejected, future, problems } = read;
      if (read.batch.rows === 0) return { accepted: 0, duplicates: 0, rejected, future, problems };
      const done = await appendTo({ stream, entry, origin }, read.batch, bytes);
      return { ...done, rejected, future, problems };
    },
    async appendBatch(stream, prepare, origin) {
      const entry = catalogue.streams.get(stream) ?? catalogue.obtain(stream, nextSeq());
      const batch = prepare(entry);
      return appendTo({ stream, entry, origin }, batch, batch.rows * 300);
    },
    streams: () => [...catalogue.streams.values()].filter((e) => e.saved).map(infoOf),
    stream(name) {
      const entry = catalogue.streams.get(name);
      return entry?.saved ? infoOf(entry) : null;
    },
    entry: entryOf,
    touchedSince(stream, span) {
      const entry = catalogue.streams.get(stream);
      return entry ? (memories.get(entry)?.touches.since(span) ?? 0) : 0;
    },
    seq: () => visibleSeq,
    async read(work, readOptions) {
      await ensureOpen();
      return database.read(work, readOptions);
    },
    async amend(stream, work) {
      const entry = entryOf(stream);
      let seq = 0;
      try {
        await change(
          (connection) => {
            // Taken here, in its turn: tallies read while it waited have seen lower numbers.
            seq = nextSeq();
            return isCurrent(entry) ? work(connection, { entry, seq }) : Promise.resolve([]);
          },
          (times) => written(entry, times, seq),
        );
      } catch (error) {
        await writer.exclusive(loadAnew);
        throw error;
      }
    },
    async setRole(stream, column, role) {
      const entry = entryOf(stream);
      if (rewrites(entry, { column, role })) {
        // Ids, times and places of columns are others then: memory is read anew, and who waits sends again.
        await change(
          (c) => rewriteRows(c, entry, { column, role, seq: nextSeq() }),
          () => loadAnew(),
        );
        return resumeDescribing();
      }
      await change(
        (c) => saveRole(c, entry, { column, role }),
        () => {
          for (const side of [entry.event, entry.label]) Object.assign(side.get(column) ?? {}, { role });
        },
      );
      if (derivedOf(entry)) await describing.begin(entry);
    },
    setRetention: async (stream, days) => {
      const entry = entryOf(stream);
      await change(
        (c) => c.run('UPDATE catalogue SET retention_days = $1 WHERE table_name = $2', [days, entry.table]),
        () => {
          entry.retentionDays = days;
        },
      );
    },
    async applyRetention() {
      const deleted = new Map<string, number>();
      for (const entry of [...catalogue.streams.values()]) {
        const days = entry.retentionDays;
        if (days === null || !entry.saved || entry.dropped) continue;
        const rows = await change(
          (c) => deleteOlder(c, entry, { now: clock(), days, seq: lastSeq }),
          () => undefined,
        );
        deleted.set(entry.name, rows);
      }
      await writer.exclusive(async () => {
        await database.writer().run('CHECKPOINT');
        // Ids whose seven days are over leave memory.
        for (const [entry, memory] of memories) {
          if (entry.saved) Object.assign(memory, await loadMemory(database.writer(), entry, clock));
        }
      });
      // What was cut short by a failure is taken up again.
      resumeDescribing();
      return deleted;
    },
    dropStream: async (stream) => {
      const entry = entryOf(stream);
      await change(
        (c) => dropTables(c, entry),
        () => {
          entry.dropped = true;
          catalogue.streams.delete(stream);
          memories.delete(entry);
        },
      );
    },
    described: () => describing.done(),
    async close() {
      await describing.stop();
      await writer.drain();
      await database.close();
    },
  };
}
