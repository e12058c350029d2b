import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localOwner, type Scope, type Store, scopeOf } from './scope';
import { closeStore, openStore } from './store';

/** A clock that moves when a test says so. */
export type TestClock = { now: () => number; set: (at: number) => void; add: (ms: number) => void };

export function testClock(start = Date.UTC(2026, 0, 1)): TestClock {
  let at = start;
  return {
    now: () => at,
    set: (to) => {
      at = to;
    },
    add: (ms) => {
      at += ms;
    },
  };
}

export type TestStore = {
  store: Store;
  scope: Scope;
  clock: TestClock;
  folder: string;
  close: () => void;
};

/** A real control store in a folder of its own. */
export async function testStore(clock: TestClock = testClock()): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-store-'));
  const store = await openStore({ dataFolder: folder, key: null, migrate: true, clock });
  return {
    store,
    scope: scopeOf(store, localOwner),
    clock,
    folder,
    close: () => {
      closeStore(store);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
