import { totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { Failure, failure } from '@/lib/core/failures';
import { quoteText } from './quote';

/** When to give up on a read. */
export type ReadOptions = { signal?: AbortSignal | undefined; limitMs?: number | undefined };

/**
 * One DuckDB file with a connection to write and a few to read. Reads beyond those wait their turn, so that the
 * thread pool always has a thread left for the commit.
 */
export type Database = {
  readonly isOpen: boolean;
  writer(): DuckDBConnection;
  /** Runs `work` on a reading connection; interrupts it at the limit or when the signal says so. */
  read<T>(work: (connection: DuckDBConnection) => Promise<T>, options?: ReadOptions): Promise<T>;
  /** Closes the file and opens it again: a failed commit leaves DuckDB unusable until then. */
  reopen(): Promise<void>;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  path: string;
  /** The only folder from which files may be read. */
  filesDir: string;
  threads?: number;
  /** DuckDB's size text, e.g. `512MB`. */
  memoryLimit?: string;
  readersMax?: number;
};

const READ_LIMIT_MS = 30_000;
/** An interrupt sent before the query has begun is lost, so it is sent again. */
const INTERRUPT_AGAIN_MS = 20;

type Open = { instance: DuckDBInstance; writer: DuckDBConnection; idle: DuckDBConnection[] };

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const readersMax = options.readersMax ?? 3;
  let open: Open | null = await connect(options, readersMax);
  const waiting: (() => void)[] = [];
  const busy = new Set<DuckDBConnection>();

  async function take(
    signal: AbortSignal | undefined,
  ): Promise<{ connection: DuckDBConnection; from: Open }> {
    for (;;) {
      signal?.throwIfAborted();
      if (!open)
        throw failure('storage_unavailable', { message: 'the event store is closed', retryAfterSeconds: 5 });
      const connection = open.idle.pop();
      if (connection) {
        busy.add(connection);
        return { connection, from: open };
      }
      await new Promise<void>((wake) => {
        waiting.push(wake);
        signal?.addEventListener('abort', () => wake(), { once: true });
      });
    }
  }

  function giveBack(connection: DuckDBConnection, from: Open): void {
    busy.delete(connection);
    if (open === from) from.idle.push(connection);
    else connection.closeSync();
    waiting.shift()?.();
  }

  async function shut(): Promise<void> {
    const old = open;
    open = null;
    for (const connection of busy) connection.interrupt();
    if (!old) return;
    for (const connection of old.idle) connection.closeSync();
    old.writer.closeSync();
    while (busy.size > 0) {
      for (const connection of busy) connection.interrupt();
      await new Promise((next) => setTimeout(next, INTERRUPT_AGAIN_MS));
    }
    old.instance.closeSync();
  }

  return {
    get isOpen() {
      return open !== null;
    },
    writer() {
      if (!open)
        throw failure('storage_unavailable', { message: 'the event store is closed', retryAfterSeconds: 5 });
      return open.writer;
    },
    async read(work, { signal, limitMs = READ_LIMIT_MS } = {}) {
      const { connection, from } = await take(signal);
      const guard = guardRead(connection, { signal, limitMs });
      try {
        return await work(connection);
      } catch (error) {
        throw guard.explain(error);
      } finally {
        guard.end();
        giveBack(connection, from);
      }
    },
    async reopen() {
      await shut();
      open = await connect(options, readersMax);
      for (const wake of waiting.splice(0)) wake();
    },
    async close() {
      await shut();
      for (const wake of waiting.splice(0)) wake();
    },
  };
}

/**
 * Half of the memory, up to 4 GB. DuckDB holds 256 KB open for each column that is being appended to: a hundred busy
 * streams of twenty columns need 1 GB, and below that every commit waits for the disk to take what another one needs.
 */
function defaultMemoryLimit(): string {
  const container = process.constrainedMemory();
  const all = container > 0 ? Math.min(container, totalmem()) : totalmem();
  return `${Math.floor(Math.min(Math.max(all / 2, 512 * MB), 4096 * MB) / MB)}MiB`;
}

const MB = 1024 * 1024;

async function connect(options: DatabaseOptions, readersMax: number): Promise<Open> {
  const instance = await DuckDBInstance.create(options.path, {
    threads: String(options.threads ?? 2),
    memory_limit: options.memoryLimit ?? defaultMemoryLimit(),
    // Order comes from ORDER BY where it matters; keeping the order of insertion costs memory.
    preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const writer = await instance.connect();
  const folder = `${resolve(options.filesDir)}/`;
  await writer.run(`SET temp_directory = ${quoteText(resolve(dirname(options.path), 'spill'))}`);
  await writer.run(`SET allowed_directories = [${quoteText(folder)}]`);
  await writer.run('SET enable_external_access = false');
  await writer.run('SET lock_configuration = true');
  const idle: DuckDBConnection[] = [];
  for (let i = 0; i < readersMax; i++) idle.push(await instance.connect());
  return { instance, writer, idle };
}

/** Stops a running query at its limit or on request, and names the reason. */
function guardRead(
  connection: DuckDBConnection,
  { signal, limitMs }: { signal: AbortSignal | undefined; limitMs: number },
) {
  let stopped: 'limit' | 'signal' | null = null;
  let again: NodeJS.Timeout | undefined;
  const stop = (why: 'limit' | 'signal') => {
    stopped ??= why;
    connection.interrupt();
    again ??= setInterval(() => connection.interrupt(), INTERRUPT_AGAIN_MS);
  };
  const onAbort = () => stop('signal');
  const timer = setTimeout(() => stop('limit'), limitMs);
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  return {
    end() {
      clearTimeout(timer);
      clearInterval(again);
      signal?.removeEventListener('abort', onAbort);
    },
    explain(error: unknown): unknown {
      if (stopped === 'limit') return failure('query_timeout', { limitMs });
      if (stopped === 'signal') return signal?.reason ?? error;
      return error instanceof Failure ? error : storageFailure(error);
    },
  };
}

/** Whether DuckDB says that the disk or the file failed, in which case the database must be opened again. */
function isStorageError(error: unknown): boolean {
  return (
    error instanceof Error && /IO Error|FATAL|invalidated|No space left|Out of Memory/i.test(error.message)
  );
}

/** What senders and readers are told of it. */
export function storageFailure(error: unknown): unknown {
  if (!isStorageError(error)) return error;
  const message = error instanceof Error ? firstLine(error.message) : String(error);
  return failure('storage_unavailable', { message, retryAfterSeconds: 5 });
}

/** The first line of a message, without the end point that ours add. */
export function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/\.$/, '').slice(0, 300);
}

/** Whether the writing connection is usable again. */
export async function rollback(database: Database): Promise<boolean> {
  try {
    await database.writer().run('ROLLBACK');
    return true;
  } catch (error) {
    // "No transaction is active": it was rolled back when the statement failed.
    return error instanceof Error && /no transaction is active/i.test(error.message);
  }
}
