import { join } from 'node:path';
import { failure } from '@/lib/core/failures';
import { type Clock, systemClock } from '@/server/clock';
import { openDatabase, write } from '@/server/db/client';
import { migrateDatabase, schemaState } from '@/server/db/migrate';
import { projects } from '@/server/db/schema';
import { DEFAULT_PROJECT, type Store } from './scope';
import { createSecretBox, loadKey } from './secrets';

export type StoreOptions = {
  dataFolder: string;
  key: string | null;
  /** Where the generated migrations lie. */
  migrations?: string;
  /** The engine brings the store up to date; any other process only looks. */
  migrate: boolean;
  clock?: Clock;
};

/** Opens the control store in the data folder. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const clock = options.clock ?? systemClock;
  const migrations = options.migrations ?? 'drizzle';
  const db = openDatabase(join(options.dataFolder, 'control.sqlite'));
  if (options.migrate) await migrateDatabase(db, migrations);
  const state = schemaState(db, migrations);
  if (state === 'older') throw failure('schema_older', {});
  if (state === 'newer') throw failure('schema_newer', { known: 'this release' });
  const store = { db, clock, box: createSecretBox(loadKey(options.key, options.dataFolder)) };
  if (options.migrate) {
    const first = { id: DEFAULT_PROJECT, name: 'Default', createdAt: clock.now() };
    await write(db, (tx) => tx.insert(projects).values(first).onConflictDoNothing().run());
  }
  return store;
}

export function closeStore(store: Store): void {
  store.db.$client.close();
}
