import { MINUTE_MS, type Millis, SECOND_MS } from '@/lib/core/time';
import { findMonitor, type Monitor, monitorsOnLabels } from '@/server/store/monitors';
import { engineActor, scopeOf } from '@/server/store/scope';
import type { Engine } from './engine';
import { reopenRuns } from './reopenRuns';

/** Looks out for labels that come after their windows ended. */
export type LabelWatch = {
  /** Looks at every monitor whose turn it is; answers how many slots were changed. */
  tick: () => Promise<number>;
  start: () => void;
  /** Stops looking and waits for what is under way. */
  stop: () => Promise<void>;
};

const LOOK_EVERY_MS = 10 * SECOND_MS;
const LOOK_MAX_MS = 10 * MINUTE_MS;

/** A monitor is looked at ten times a period, so that labels that trickle in do not score its past all the time. */
const restOf = ({ everyMs }: Monitor): Millis =>
  Math.min(LOOK_MAX_MS, Math.max(LOOK_EVERY_MS, (everyMs ?? 0) / 10));

export function createLabelWatch(engine: Engine): LabelWatch {
  const lookedAt = new Map<string, Millis>();
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<unknown> = Promise.resolve();
  let stopped = false;

  async function look(monitor: Monitor): Promise<number> {
    const scope = scopeOf(engine.store, engineActor(monitor.projectId));
    const key = `${monitor.projectId} ${monitor.id}`;
    const now = engine.store.clock.now();
    const last = lookedAt.get(key);
    if (last !== undefined && now >= last && now - last < restOf(monitor)) return 0;
    lookedAt.set(key, now);
    try {
      return await engine.exclusive(key, async () => {
        // It may have been published anew, paused or deleted while this waited for its turn.
        const fresh = findMonitor(scope, monitor.id);
        return fresh?.publishedVersion && fresh.state === 'enabled' ? reopenRuns(engine, scope, fresh) : 0;
      });
    } catch (error) {
      if (!engine.ending.aborted)
        engine.log.error({ err: error, monitor: monitor.id }, 'late labels were not taken into account');
      return 0;
    }
  }

  async function tick(): Promise<number> {
    let changed = 0;
    for (const monitor of monitorsOnLabels(engine.store)) {
      if (stopped) break;
      changed += await look(monitor);
    }
    return changed;
  }

  async function loop(): Promise<void> {
    looking = tick().catch((error) => engine.log.error({ err: error }, 'looking for late labels failed'));
    await looking;
    if (!stopped) timer = setTimeout(() => void loop(), LOOK_EVERY_MS);
  }

  return {
    tick,
    start() {
      timer = setTimeout(() => void loop(), LOOK_EVERY_MS);
    },
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await looking;
    },
  };
}
