import { join } from 'node:path';
import { pino } from 'pino';
import type { Millis } from '@/lib/core/time';
import { type EventStore, openEvents } from '@/server/events/store';
import { type TestClock, type TestStore, testStore } from '@/server/store/_testStore';
import { createMonitor, type Monitor } from '@/server/store/monitors';
import { createTallyCache } from '@/server/store/tallyCache';
import { createEgress } from '@/server/transports/egress';
import { createHttpClient } from '@/server/transports/http';
import { createCommitter } from './committer';
import { createDataReader } from './dataReader';
import { createDelivery, type Delivery } from './deliver';
import { createExclusive, type Engine } from './engine';
import { createMetrics } from './metrics';
import { createPlans } from './plans';
import { createScheduler, type Scheduler } from './scheduler';
import { catalogueOf } from './start';
import { createTrails } from './trails';

export type Harness = TestStore & {
  engine: Engine;
  events: EventStore;
  scheduler: Scheduler;
  delivery: Delivery;
  lines: string[];
  end: () => Promise<void>;
};

/** The whole engine over real stores, moved by hand. `allow`: hosts that messages may go to. */
export async function harness(clock: TestClock, allow: readonly string[] = []): Promise<Harness> {
  const base = await testStore(clock);
  const { store, folder } = base;
  const events = await openEvents({
    path: join(folder, 'events.duckdb'),
    filesDir: join(folder, 'files'),
    clock: () => clock.now(),
  });
  const log = pino({ level: 'silent' });
  const lines: string[] = [];
  const egress = createEgress(allow);
  const http = createHttpClient(egress);
  const metrics = createMetrics();
  const transports = { egress, http, log: (line: string) => void lines.push(line) };
  const delivery = createDelivery({ store, transports, metrics, log });
  const cache = createTallyCache(store, (error) => {
    throw error;
  });
  const engine: Engine = {
    store,
    fence: null,
    reader: createDataReader(events, cache),
    catalogue: (scope) => catalogueOf(events, scope),
    plans: createPlans(),
    trails: createTrails(),
    commit: createCommitter(store, null),
    exclusive: createExclusive(),
    wake: delivery.wake,
    ending: new AbortController().signal,
    lost: () => undefined,
    full: () => undefined,
    publicUrl: 'https://tocsin.example',
    metrics,
    log,
  };
  return {
    ...base,
    engine,
    events,
    scheduler: createScheduler(engine),
    delivery,
    lines,
    end: async () => {
      await cache.flush();
      await http.close();
      await events.close();
      base.close();
    },
  };
}

/** Sends what is due until nothing more is. */
export async function drain(delivery: Delivery): Promise<void> {
  while ((await delivery.tick()) > 0) await delivery.idle();
}

/** Claims and runs what is due at a time. */
export async function runAt(h: Harness, at: Millis): Promise<void> {
  h.clock.set(at);
  await h.scheduler.tick();
  await h.scheduler.idle();
}

/** One event a second; `amount` as told by the time. */
export async function sendEvents(
  h: Harness,
  span: { from: Millis; to: Millis },
  amount: (at: Millis) => number | null,
): Promise<void> {
  const records: unknown[] = [];
  for (let at = span.from; at < span.to; at += 1_000) {
    records.push({
      id: `e${at}`,
      timestamp: new Date(at).toISOString(),
      amount: amount(at),
      country: at % 2_000 ? 'DE' : 'FR',
    });
  }
  await h.events.append('predictions', records, { origin: 'event', bytes: records.length * 100 });
}

export async function monitorOf(h: Harness, draft: string): Promise<Monitor> {
  return createMonitor(h.scope, { name: 'test', draft, layout: {} });
}
