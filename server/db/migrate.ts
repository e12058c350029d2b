import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import * as z from 'zod';
import { failure } from '@/lib/core/failures';
import { type Db, withRetry } from './client';

const journal = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) });

/** The migrations that lie in a folder, oldest first. */
function known(folder: string): { tag: string; when: number }[] {
  return journal.parse(JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8'))).entries;
}

function appliedUntil(db: Db): number | null {
  const there = db.$client.prepare("select 1 from sqlite_master where name = '__drizzle_migrations'").get();
  if (!there) return null;
  const row = db.$client.prepare('select max(created_at) as until from __drizzle_migrations').get();
  return z.object({ until: z.number().nullable() }).parse(row).until;
}

/** Whether the store is as this release expects it, so that a process may use it. */
export function schemaState(db: Db, folder: string): 'current' | 'older' | 'newer' {
  const until = appliedUntil(db) ?? 0;
  const latest = known(folder).at(-1)?.when ?? 0;
  if (until > latest) return 'newer';
  return until < latest ? 'older' : 'current';
}

/** Brings the store up to date: all or nothing. A store from a newer release is refused. */
export async function migrateDatabase(db: Db, folder: string): Promise<void> {
  const state = schemaState(db, folder);
  if (state === 'newer') throw failure('schema_newer', { known: known(folder).at(-1)?.tag ?? 'none' });
  if (state === 'current') return;
  db.$client.pragma('foreign_keys = OFF');
  try {
    await withRetry(() => migrate(db, { migrationsFolder: folder }));
  } finally {
    db.$client.pragma('foreign_keys = ON');
  }
}
