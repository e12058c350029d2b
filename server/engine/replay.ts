import * as z from 'zod';
import { failure } from '@/lib/core/failures';
import type { Span } from '@/lib/core/time';
import { slotsIn } from '@/lib/evaluate/windows';
import { listAlerts } from '@/server/store/alerts';
import { createJob, finishJob, type Job, progressJob } from '@/server/store/jobs';
import { getMonitor } from '@/server/store/monitors';
import { replayTrack } from '@/server/store/runs';
import type { Scope } from '@/server/store/scope';
import { endJob } from './endJob';
import type { Engine } from './engine';
import { playSlots } from './playSlots';
import { toProblem } from './runMonitor';

export const replayInput = z.strictObject({
  monitorId: z.string(),
  /** The published version where left out. */
  version: z.int().positive().optional(),
  span: z.strictObject({ from: z.number(), to: z.number() }),
  /** Whether messages are really sent; they say that they are a replay. */
  deliver: z.boolean().default(false),
});
export type ReplayInput = z.input<typeof replayInput>;

const SLOTS_MAX = 20_000;

/** Plays a published version over past data through the whole life of its alerts, apart from what is live. */
export async function startReplay(
  engine: Engine,
  scope: Scope,
  raw: ReplayInput,
): Promise<{ job: Job; finished: Promise<void> }> {
  const input = replayInput.parse(raw);
  const monitor = getMonitor(scope, input.monitorId);
  const version = input.version ?? monitor.publishedVersion;
  if (version === null) throw failure('not_published', { monitor: monitor.name });
  const published = engine.plans.get(scope, monitor.id, version);
  const count = (input.span.to - input.span.from) / published.plan.schedule.everyMs;
  if (!(count <= SLOTS_MAX))
    throw failure('range_too_long', { slots: Math.ceil(count), slotsMax: SLOTS_MAX });
  const slots = slotsIn(published.plan.schedule, input.span satisfies Span);
  const params = { ...input, version };
  const job = await createJob(scope, { kind: 'replay', monitorId: monitor.id, params, total: slots.length });
  const play = async () => {
    const done = await playSlots(engine, scope, {
      published,
      track: replayTrack(job.id),
      voice: { mode: input.deliver ? 'replay' : 'silent', publicUrl: engine.publicUrl },
      slots,
      progress: (played) => progressJob(scope, job.id, { done: played }),
    });
    const alerts = listAlerts(scope, { track: job.id, limit: 10_000 }).length;
    const status = done < slots.length ? 'cancelled' : 'done';
    await finishJob(scope, job.id, { status, result: { slots: done, alerts } });
  };
  const finished = play().catch(async (error: unknown) => {
    // The next start tells of it.
    if (engine.ending.aborted) return;
    const end = { status: 'failed' as const, problem: toProblem(engine, error, monitor.id) };
    await endJob(engine, scope, { id: job.id, end });
  });
  return { job, finished };
}
