import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '@/lib/core/failures';
import type { Millis } from '@/lib/core/time';
import { isDiskFull } from '@/server/db/client';
import { claimDue, dueAt, dueSlot, findMonitor, type Monitor, releaseMonitor } from '@/server/store/monitors';
import { engineActor, scopeOf } from '@/server/store/scope';
import type { Engine } from './engine';
import { sharing, type TallyReader } from './reader';
import { type Due, runMonitor } from './runMonitor';

export type Scheduler = {
  /** Claims what is due and starts it; resolves once it has been claimed. */
  tick: () => Promise<number>;
  /** Resolves when nothing runs any more. */
  idle: () => Promise<void>;
  start: () => void;
  /** Stops claiming and waits for what runs. */
  stop: () => Promise<void>;
  running: () => number;
  /** When it last looked for work without an error; 0 before. */
  lookedAt: () => Millis;
};

export type SchedulerOptions = { runningMax: number; pollMs: Millis; leaseMs: Millis };
const STOP_WITHIN_MS = 5_000;
const OPTIONS: SchedulerOptions = { runningMax: 64, pollMs: 250, leaseMs: 300_000 };

/** Runs monitors when they are due. A slow one holds one place; the others go on. */
export function createScheduler(engine: Engine, options: SchedulerOptions = OPTIONS): Scheduler {
  const running = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  let lookedAt = 0;
  let ticking: Promise<number> = Promise.resolve(0);

  async function tick(): Promise<number> {
    const limit = options.runningMax - running.size;
    if (limit <= 0) {
      lookedAt = engine.store.clock.now();
      return 0;
    }
    const claimed = await claimDue(engine.store, { limit, leaseMs: options.leaseMs });
    lookedAt = engine.store.clock.now();
    // Monitors that are due together often look at the same data.
    const reader = sharing(engine.reader);
    for (const monitor of claimed) {
      const due = dueOf(monitor, engine.store.clock.now());
      if (!due) continue;
      const run = engine
        .exclusive(`${monitor.projectId} ${monitor.id}`, () => runIfCurrent(engine, due, reader))
        .then(
          () => note(engine, due),
          (error) => onBroken(engine, due, error),
        )
        .finally(() => running.delete(run));
      running.add(run);
    }
    return claimed.length;
  }

  async function loop(): Promise<void> {
    if (stopped) return;
    ticking = tick().catch((error) => {
      engine.log.error({ err: error }, 'claiming failed');
      return 0;
    });
    const claimed = await ticking;
    if (stopped) return;
    // A full claim means that more is waiting: go on as soon as there is a place.
    const full = claimed > 0 && running.size >= options.runningMax;
    if (full) await roomFor(running, options);
    timer = setTimeout(() => void loop(), full ? 0 : options.pollMs);
  }

  return {
    tick,
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
    start: () => void loop(),
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await ticking;
      // A run that is cut off was not committed; its slot is run again after the start.
      await Promise.race([Promise.allSettled(running), sleep(STOP_WITHIN_MS, null, { ref: false })]);
    },
    running: () => running.size,
    lookedAt: () => lookedAt,
  };
}

/** Half the places, so that one claim fetches many; but slow runs hold nobody up for longer than a poll. */
async function roomFor(running: ReadonlySet<Promise<void>>, options: SchedulerOptions): Promise<void> {
  const late = sleep(options.pollMs).then(() => 'late' as const);
  while (running.size > options.runningMax / 2) {
    if ((await Promise.race([late, ...running])) === 'late') return;
  }
}

/** A version may have been published, or the monitor deleted, while this run waited for its turn. */
async function runIfCurrent(engine: Engine, due: Due, reader: TallyReader): Promise<void> {
  const scope = scopeOf(engine.store, engineActor(due.monitor.projectId));
  const fresh = findMonitor(scope, due.monitor.id);
  if (!fresh) return;
  if (fresh.publishedVersion === due.version) await runMonitor(engine, due, reader);
  else await releaseMonitor(scope, fresh.id);
}

/** The latest slot alone is run; those that were due before it are counted as missed. */
export function dueOf(monitor: Monitor, now: Millis): Due | null {
  const { publishedVersion, everyMs, nextDueAt } = monitor;
  if (publishedVersion === null || everyMs === null || nextDueAt === null) return null;
  const slot = dueSlot(monitor, now);
  const expected = nextDueAt - dueAt(monitor, 0);
  const missed = Math.max(0, Math.round((slot - expected) / everyMs));
  return { monitor, version: publishedVersion, slot, missed };
}

function note(engine: Engine, due: Due): void {
  engine.metrics.count('tocsin_runs_total');
  engine.metrics.count('tocsin_missed_slots_total', due.missed);
  const lagMs = engine.store.clock.now() - dueAt(due.monitor, due.slot);
  engine.metrics.observe('tocsin_run_lag_seconds', lagMs / 1_000);
}

/** Not even the failed run could be committed. The lease ends by itself, and the slot is tried again then. */
function onBroken(engine: Engine, due: Due, error: unknown): void {
  engine.metrics.count('tocsin_runs_broken_total');
  engine.log.error({ err: error, monitor: due.monitor.id, slot: due.slot }, 'a run could not be committed');
  const codes = error instanceof Failure ? error.problems.map(({ code }) => code) : [];
  if (codes.includes('lease_lost')) engine.lost();
  if (isDiskFull(error)) engine.full();
}
