import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { failure } from '@/lib/core/failures';
import * as schema from './schema';

export type Db = BetterSQLite3Database<typeof schema> & { $client: Database.Database };
/** A transaction, or the database where none is open. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0] | Db;

/** Makes something of a database once and keeps it: a statement that every run takes costs more to build than to run. */
export function prepared<T>(make: (db: Db) => T): (db: Db) => T {
  const made = new WeakMap<Db, T>();
  return (db) => {
    const known = made.get(db) ?? make(db);
    made.set(db, known);
    return known;
  };
}

/** SQLite waits this long inside the call, which blocks the event loop; the rest is waited outside it. */
const BUSY_TIMEOUT_MS = 100;
const RETRY_FOR_MS = 5_000;
const FULL = 2;

/** Opens (or makes) the control store. */
export function openDatabase(path: string): Db {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const client = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  client.pragma('journal_mode = WAL');
  client.pragma('foreign_keys = ON');
  requireFullSync(client);
  return drizzle(client, { schema });
}

/**
 * better-sqlite3 is built with WAL_SYNCHRONOUS = NORMAL, which takes hold at a new file's first write, whatever was set
 * before. NORMAL loses acknowledged commits when the power goes, so it is set, written and looked at again.
 */
function requireFullSync(client: Database.Database): void {
  client.pragma('synchronous = FULL');
  client.pragma('application_id = 1952989300');
  if (client.pragma('synchronous', { simple: true }) !== FULL) client.pragma('synchronous = FULL');
  client.pragma('application_id = 1952989300');
  if (client.pragma('synchronous', { simple: true }) !== FULL) {
    throw failure('storage_unavailable', {
      message: 'SQLite does not keep synchronous = FULL',
      retryAfterSeconds: 60,
    });
  }
}

/**
 * One transaction that takes the write lock at once. Where another process holds it, tries again for up to 5 s without
 * blocking the event loop.
 */
export function write<T>(db: Db, work: (tx: Tx) => T): Promise<T> {
  return withRetry(() => db.transaction(work, { behavior: 'immediate' }));
}

/**
 * The same for what may be lost when the power goes and is then simply done again: claims, cached tallies. It does not
 * wait for the disk; the next `write` syncs it along with its own.
 */
export function writeLoosely<T>(db: Db, work: (tx: Tx) => T): Promise<T> {
  return withRetry(() => {
    db.$client.pragma('synchronous = NORMAL');
    try {
      return db.transaction(work, { behavior: 'immediate' });
    } finally {
      db.$client.pragma('synchronous = FULL');
    }
  });
}

export async function withRetry<T>(work: () => T, retryForMs = RETRY_FOR_MS): Promise<T> {
  const deadline = performance.now() + retryForMs;
  for (let waitMs = 5; ; waitMs = Math.min(waitMs * 2, 200)) {
    try {
      return work();
    } catch (error) {
      const code = sqliteCode(error);
      if (code === null) throw error;
      if (!code.startsWith('SQLITE_BUSY') || performance.now() > deadline) throw unavailable(code, error);
      await sleep(waitMs);
    }
  }
}

/** Codes that are about the store and not about what was asked of it. */
const STORE_CODES = [
  'SQLITE_BUSY',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
  'SQLITE_CORRUPT',
];
const WORDS: Record<string, string> = {
  SQLITE_FULL: 'no space left on device',
  SQLITE_BUSY: 'another process holds the database',
  SQLITE_CORRUPT: 'the database is damaged; restore a backup',
};

function sqliteCode(error: unknown): string | null {
  // drizzle wraps what the driver throws.
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') {
      const { code } = at;
      return STORE_CODES.some((known) => code.startsWith(known)) ? code : null;
    }
  }
  return null;
}

function unavailable(code: string, cause: unknown): Error {
  const known = Object.keys(WORDS).find((start) => code.startsWith(start));
  const made = failure('storage_unavailable', {
    message: (known && WORDS[known]) ?? code,
    retryAfterSeconds: 10,
  });
  made.cause = cause;
  return made;
}

/** Whether a write failed because the disk is full. */
export function isDiskFull(error: unknown): boolean {
  return sqliteCode(error)?.startsWith('SQLITE_FULL') ?? false;
}
