import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Catalogue } from '@/lib/compile/check';
import { failure } from '@/lib/core/failures';
import { type Clock, systemClock } from '@/server/clock';
import type { Env } from '@/server/env';
import { type EventStore, openEvents } from '@/server/events/store';
import { connectionKindsOf } from '@/server/store/connections';
import { type Fence, giveLease, renewLease, takeLease } from '@/server/store/leases';
import { releaseClaims } from '@/server/store/monitors';
import { recoverMessages } from '@/server/store/outbox';
import type { Scope, Store } from '@/server/store/scope';
import { closeStore, openStore } from '@/server/store/store';
import { createTallyCache } from '@/server/store/tallyCache';
import { createEgress } from '@/server/transports/egress';
import { EMBEDDING_LIMITS } from '@/server/transports/embeddings';
import { createHttpClient } from '@/server/transports/http';
import type { Transports } from '@/server/transports/send';
import { createCommitter } from './committer';
import { createDataReader } from './dataReader';
import { createDelivery } from './deliver';
import { createDisk, type Disk, refuseWhenLow } from './disk';
import { createEmbedding } from './embed';
import { createExclusive, type Engine } from './engine';
import { armFailpoints } from './failpoints';
import { fileCatalogue } from './fileCatalogue';
import { type Handler, serve } from './httpServer';
import { createIngest } from './ingest';
import { createLabelWatch } from './labelWatch';
import { createLog, type Log } from './log';
import { createMetrics } from './metrics';
import { createPlans } from './plans';
import { resumeJobs } from './resumeJobs';
import { createRetention } from './retain';
import { createScheduler } from './scheduler';
import { statusHandler } from './status';
import { createTrails } from './trails';

/** What other parts of the engine's port may build on. */
export type EngineParts = {
  engine: Engine;
  events: EventStore;
  transports: Transports;
  env: Env;
  startedAt: number;
};

export type StartOptions = {
  env: Env;
  clock?: Clock;
  log?: Log;
  /** More handlers for the port: the internal API. */
  mount?: (parts: EngineParts) => readonly Handler[];
  /** Told when the engine can no longer go on. */
  onLost?: () => void;
};

export type RunningEngine = EngineParts & { port: number; stop: () => Promise<void> };

const LEASE_MS = 10_000;
const RENEW_MS = 2_000;
/** At its end: how long for what is under way, and then for what was cut off to be written down. */
const GRACE_MS = 4_000;
const CUT_OFF_MS = 1_000;
const LOOPBACK = '127.0.0.1';

/** Starts everything in order: store and migrations, lease, events, port, scheduler, delivery, retention. */
export async function startEngine(options: StartOptions): Promise<RunningEngine> {
  const { env } = options;
  const clock = options.clock ?? systemClock;
  const log = options.log ?? createLog(env.logLevel);
  armFailpoints(env.failpoints);
  requireFolder(env.data);
  const store = await openStore({ dataFolder: env.data, key: env.key, migrate: true, clock });
  const fence = await takeLease(store, {
    name: 'engine',
    holder: `${hostname()}:${process.pid}`,
    leaseMs: LEASE_MS,
    isGone: isGoneFromHere,
  });
  await releaseClaims(store);
  await recoverMessages(store);
  const events = await openEvents({
    path: join(env.data, 'events.duckdb'),
    filesDir: join(env.data, 'files'),
    clock: () => clock.now(),
  });
  const ending = new AbortController();
  const disk = createDisk({ folder: env.data, log });
  const parts = assemble({ store, fence, events, log, disk, ending: ending.signal }, options);
  const { engine, transports, delivery, cache, embedding } = parts;
  const scheduler = createScheduler(engine);
  const labelWatch = createLabelWatch(engine);
  const shared: EngineParts = { engine, events, transports, env, startedAt: clock.now() };
  const retention = createRetention(engine, events);
  const status = statusHandler(shared, scheduler);
  const ingest = createIngest({ events, random: Math.random, report: (error) => reportTo(log, error) });
  const server = await serve(
    [
      status,
      ...(options.mount?.(shared) ?? []),
      refuseWhenLow(disk),
      async (request, response) => {
        await ingest(request, response);
        return true;
      },
    ],
    { port: env.enginePort, host: LOOPBACK },
  );
  const renewing = setInterval(() => void keepLease(engine, fence), RENEW_MS);
  await resumeJobs(engine);
  scheduler.start();
  labelWatch.start();
  delivery.start();
  retention.start();
  disk.start();
  embedding?.start();
  log.info({ port: server.port, fencing: fence.fencing }, 'engine is up');
  const stop = async () => {
    ending.abort(new Error('the engine ends'));
    retention.stop();
    disk.stop();
    await within(
      GRACE_MS,
      Promise.all([server.close(), scheduler.stop(), labelWatch.stop(), delivery.stop(), embedding?.stop()]),
    );
    // A receiver that hangs is left; its message waits in the outbox.
    await transports.http.close();
    await within(CUT_OFF_MS, delivery.idle());
    clearInterval(renewing);
    await cache.flush();
    await events.close();
    await giveLease(store, fence);
    closeStore(store);
  };
  return { ...shared, port: server.port, stop };
}

/** Waits for the work, but not longer. */
async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  const late = new AbortController();
  await Promise.race([work, sleep(limitMs, null, { signal: late.signal }).catch(() => null)]);
  late.abort();
}

/** The data folder, made where there is none; or why it is of no use. */
function requireFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const message = `\`${path}\` is no folder that can be written to (${why})`;
    throw failure('input_invalid', { field: 'TOCSIN_DATA', message });
  }
}

type Base = { store: Store; fence: Fence; events: EventStore; log: Log; disk: Disk; ending: AbortSignal };

function assemble({ store, fence, events, log, disk, ending }: Base, options: StartOptions) {
  const egress = createEgress(options.env.egressAllow);
  const transports: Transports = {
    egress,
    http: createHttpClient(egress),
    log: (line, id) => log.info({ message: id, alert: line }, 'alert'),
  };
  const metrics = createMetrics();
  const cache = createTallyCache(store, (error) => log.warn({ err: error }, 'tallies could not be kept'));
  const delivery = createDelivery({ store, transports, metrics, log });
  const engine: Engine = {
    store,
    fence,
    reader: createDataReader(events, cache),
    catalogue: (scope) => catalogueOf(events, scope),
    plans: createPlans(),
    trails: createTrails(),
    commit: createCommitter(store, fence),
    exclusive: createExclusive(),
    wake: delivery.wake,
    ending,
    lost: () => options.onLost?.(),
    full: () =>
      void disk.release().catch((error) => log.error({ err: error }, 'the reserve could not be given up')),
    publicUrl: options.env.publicUrl,
    metrics,
    log,
  };
  const { embedding: endpoint } = options.env;
  const embedding = endpoint
    ? createEmbedding({
        events,
        endpoint,
        http: createHttpClient(egress, EMBEDDING_LIMITS),
        metrics,
        log,
        random: Math.random,
      })
    : null;
  return { engine, transports, delivery, cache, embedding };
}

/** What a spec may refer to: streams and files by their columns, connections by their kind. */
export async function catalogueOf(events: EventStore, scope: Scope): Promise<Catalogue> {
  return {
    streams: Object.fromEntries(events.streams().map(({ name, columns }) => [name, columns])),
    files: await fileCatalogue(events),
    connections: connectionKindsOf(scope),
  };
}

async function keepLease(engine: Engine, fence: Fence): Promise<void> {
  try {
    if (!(await renewLease(engine.store, fence, LEASE_MS))) engine.lost();
  } catch (error) {
    engine.log.error({ err: error }, 'the lease could not be renewed');
  }
}

/** An engine on this machine whose process is gone was killed; its lease need not be waited for. */
function isGoneFromHere(holder: string): boolean {
  const [host, pid] = [holder.slice(0, holder.lastIndexOf(':')), Number(holder.split(':').at(-1))];
  if (host !== hostname() || !Number.isInteger(pid)) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

function reportTo(log: Log, error: unknown): string {
  const reference = randomBytes(4).toString('hex');
  log.error({ err: error, reference }, 'a request broke');
  return reference;
}
