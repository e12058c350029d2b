import { countMessages } from '@/server/store/outbox';
import type { Handler } from './httpServer';
import type { Scheduler } from './scheduler';
import type { EngineParts } from './start';

/** A scheduler that has not looked for work for so long is not well. */
const STALLED_MS = 30_000;

/** `/healthz` for supervisors and `/metrics` for Prometheus. */
export function statusHandler(
  { engine, env, events, startedAt }: EngineParts,
  scheduler: Scheduler,
): Handler {
  const { metrics, store } = engine;
  metrics.gauge('tocsin_runs_in_progress', () => scheduler.running());
  metrics.gauge('tocsin_streams', () => events.streams().length);
  metrics.gauge('tocsin_messages_pending', () => countMessages(store).pending ?? 0);
  metrics.gauge('tocsin_messages_undelivered', () => countMessages(store).undelivered ?? 0);
  metrics.gauge('process_resident_memory_bytes', () => process.memoryUsage.rss());
  metrics.gauge('process_start_time_seconds', () => startedAt / 1_000);
  return async (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0];
    if (path === '/metrics') {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
      response.end(metrics.render());
      return true;
    }
    if (path !== '/healthz') return false;
    const lookedAt = scheduler.lookedAt();
    const ok = store.clock.now() - Math.max(lookedAt, startedAt) < STALLED_MS;
    response.writeHead(ok ? 200 : 503, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify({ ok, startedAt, lookedAt, port: env.enginePort }));
    return true;
  };
}
