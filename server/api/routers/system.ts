import { Failure } from '@/lib/core/failures';
import type { EngineClient } from '@/server/api/engineClient';
import { procedure, router } from '@/server/api/trpc';
import type { SystemStatus } from '@/server/api/views';
import type { EngineStatus } from '@/server/engine/contract';
import { listMonitors } from '@/server/store/monitors';
import { countUndelivered, firingByMonitor } from '@/server/store/overview';

export const systemRouter = router({
  status: procedure.query(async ({ ctx }): Promise<SystemStatus> => {
    const engine = await statusOf(ctx.engine);
    const firing = [...firingByMonitor(ctx.scope).values()].reduce((sum, n) => sum + n, 0);
    return {
      engine: {
        ok: engine !== null,
        address: ctx.engine.address,
        version: engine?.version ?? null,
        lastRunAt: engine?.lastRunAt ?? null,
        lagMs: engine?.lagMs ?? null,
      },
      counts: {
        streams: engine?.streams ?? null,
        monitors: listMonitors(ctx.scope).length,
        firing,
        undelivered: countUndelivered(ctx.scope),
      },
      ingestUrl: engine?.ingestUrl ?? null,
    };
  }),
});

/** Null where the engine does not answer: that is a state to show, not an error of the page. */
async function statusOf(engine: EngineClient): Promise<EngineStatus | null> {
  try {
    return await engine.call('status', {});
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}
