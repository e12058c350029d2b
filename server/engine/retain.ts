import { DAY_MS, type Millis } from '@/lib/core/time';
import type { EventStore } from '@/server/events/store';
import { dropOldMessages } from '@/server/store/outbox';
import { dropOldRuns } from '@/server/store/runs';
import { dropOldTallies } from '@/server/store/tallyCache';
import type { Engine } from './engine';

const RUNS_KEPT_MS = 90 * DAY_MS;
const MESSAGES_KEPT_MS = 90 * DAY_MS;
const TALLIES_KEPT_MS = 120 * DAY_MS;
const LOOK_EVERY_MS = 15 * 60_000;

export type Retention = { start: () => void; stop: () => void; run: () => Promise<void> };

/** Deletes what is no longer kept, once a day. The timer is short because long ones overflow. */
export function createRetention(engine: Engine, events: EventStore): Retention {
  let timer: NodeJS.Timeout | null = null;
  let ranAt: Millis = engine.store.clock.now();

  async function run(): Promise<void> {
    const now = engine.store.clock.now();
    ranAt = now;
    const deleted = await events.applyRetention();
    const runs = await dropOldRuns(engine.store, now - RUNS_KEPT_MS);
    const messages = await dropOldMessages(engine.store, now - MESSAGES_KEPT_MS);
    const tallies = await dropOldTallies(engine.store, now - TALLIES_KEPT_MS);
    engine.log.info({ events: Object.fromEntries(deleted), runs, messages, tallies }, 'retention done');
  }

  function look(): void {
    if (engine.store.clock.now() - ranAt < DAY_MS) return;
    run().catch((error) => engine.log.error({ err: error }, 'retention failed'));
  }

  return {
    run,
    start() {
      timer = setInterval(look, LOOK_EVERY_MS);
      timer.unref();
    },
    stop() {
      if (timer !== null) clearInterval(timer);
    },
  };
}
