import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mountInternal } from '@/server/engine/internal';
import { createLog } from '@/server/engine/log';
import { type RunningEngine, startEngine } from '@/server/engine/start';
import { parseEnv } from '@/server/env';
import { type Actor, localOwner, type Store } from '@/server/store/scope';
import { closeStore, openStore } from '@/server/store/store';
import { createContext } from './context';
import { createEngineClient, type EngineClient } from './engineClient';
import { createCaller } from './root';
import type { JobView } from './views';

export type Caller = ReturnType<typeof createCaller>;

/** A real engine on a free port, and beside it what the pages' server has: a store of its own and a client. */
export type Opened = {
  api: Caller;
  as: (actor: Actor) => Caller;
  engine: RunningEngine;
  client: EngineClient;
  store: Store;
  folder: string;
  finished: (job: string) => Promise<JobView>;
  close: () => Promise<void>;
};

export async function openForTest(): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-api-'));
  const env = parseEnv({ TOCSIN_DATA: folder, TOCSIN_ENGINE_PORT: '0', TOCSIN_LOG_LEVEL: 'fatal' });
  const engine = await startEngine({ env, log: createLog('fatal'), mount: mountInternal });
  const store = await openStore({ dataFolder: folder, key: null, migrate: false });
  const client = createEngineClient({ address: `127.0.0.1:${engine.port}`, dataFolder: folder });
  const as = (actor: Actor) => createCaller(() => createContext({ store, engine: client }, actor));
  const api = as(localOwner);
  return {
    api,
    as,
    engine,
    client,
    store,
    folder,
    async finished(id) {
      for (;;) {
        const job = await api.jobs.get({ id });
        if (job.state !== 'queued' && job.state !== 'running') return job;
        await sleep(20);
      }
    },
    async close() {
      closeStore(store);
      await engine.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
